-- A small archive of schema 1, as Readout 0.1.0 wrote it: seven addresses, two visits, one edit, one gone.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'readout','tables_of_2026_11','2026-11-24 00:07:32.613671+00:00');
CREATE TABLE aliases (
    address text primary key,           -- without scheme
    document_id integer not null references documents (id) on delete cascade
) strict, without rowid;
INSERT INTO "aliases" VALUES('en.kremlin.ru/d/80004',1);
INSERT INTO "aliases" VALUES('en.kremlin.ru/events/president/news/80004',1);
INSERT INTO "aliases" VALUES('en.kremlin.ru/d/80003',2);
INSERT INTO "aliases" VALUES('en.kremlin.ru/events/president/news/80003',2);
INSERT INTO "aliases" VALUES('en.kremlin.ru/d/80002',3);
INSERT INTO "aliases" VALUES('en.kremlin.ru/events/president/news/80002',3);
INSERT INTO "aliases" VALUES('en.kremlin.ru/d/80001',4);
INSERT INTO "aliases" VALUES('en.kremlin.ru/events/president/news/80001',4);
CREATE TABLE bodies (
    sha256 text primary key,            -- of the bytes as received
    length integer not null,
    family text not null,
    dictionary_id integer references dictionaries (id),
    data blob not null                  -- zstd frame
) strict, without rowid;
INSERT INTO "bodies" VALUES('0f61eacefde305581c663ee3283dcd5011397636703ed3782dfc32c6cb293d9c',986,'kremlin/en/listing',NULL,X'28B52FFD60DA02D50A006652371D70B575806859E29742BB11424F560D3031B789B8BE7DCA1192C0DF07132D002E0030000A1788114F840F2877DF9E155AC1217CB3E97DCA668BF6FB63B5DA19AB85BEA900DB292BF79EA9C7C42FCC02E0103DF4D5A6CB88E6433F38DAE464737CB672FA7BE97AA1E391FEB3397DE80F99E524E4CFD96ED1435B5CA8C46202AFE1890A3B4E566B90FD0C0CA36C722E95E0926973A1763048986118824DAB0D0E53A6E6229BBC502C8210FB8E13E101CABD67888FE3388EE3D016629534F4B51AD3151B7F27314E0062209BFCFCD2E56C36A734D1DF160AB13E7F01B51E332050A242A9CC03792320CAA0E20DC3100B623A40628624C826CF0C649DA4A1A10572E17A2C5ED9D83C1BE7826E868B76D7B600507F37E1A4048F122C3111AC879F817D9F52DA8224945C8C818E17E9BBF0463087F18E8B5072E20D638E26ED65CA4CD08A70177722E9E01A01712587A457A012AD9ED9120430');
INSERT INTO "bodies" VALUES('3863599f56a4e92632bdcc45562a22052b1ea1a33a9b3d59ae3028a50779e299',1115,'kremlin/en/document',1,X'28B52FFD605B03150100483333333333333333330AA0503ED07B0F949499CA140845420DEAA12213D20B54DE');
INSERT INTO "bodies" VALUES('626fb227b159c9c6460df08c9b36b6f0748516606edb6f449a91b6f564b854cf',1115,'kremlin/en/document',1,X'28B52FFD605B03150100483131313131313131310AA0503ED07B0F949499CA140845420DEAA12213D20B54DE');
INSERT INTO "bodies" VALUES('7a68d758825839c28cd4d605ccdda745c06c62e29157102d8a6c1d47195316e4',32,'kremlin/robots',NULL,X'28B52FFD2020010100557365722D6167656E743A202A0A446973616C6C6F773A202F7365617263680A');
INSERT INTO "bodies" VALUES('7f6ae69d0891af840ed3026741639a57c814d921eb28c3af3ba1fe19be6e0959',1115,'kremlin/en/document',1,X'28B52FFD605B03150100483232323232323232320AA0503ED07B0F949499CA140845420DEAA12213D20B54DE');
INSERT INTO "bodies" VALUES('8ea85ffcbcbc0c6700727f8fdc0a643d92e3fc3a66e79a727aa3bb76d00252e4',1123,'kremlin/en/document',2,X'28B52FFD606303A50000402C20656469746564020093C1802A0BCB450583');
INSERT INTO "bodies" VALUES('b380ccca77dff4d279608f11e69da1b73a84e29f76ca3eda3e05792c19079f1c',1034,'kremlin/en/listing',NULL,X'28B52FFD600A03550B0026D3391F5067AB033331E235DC326B9D34542AE6422FA5A959D33894148857D548A801300030003200A706211F5448558317B0C37EAD185AC231746257BF52768AE17E54ACF19D622BBFEB20191AC5606C673E17AD2C0D40050F9A966FB9286741BB56868A51BCA60CB6684BA20C84A01F78A26A70895ABEBD7A3A516D79C5D12EC3A933DB0797BB60671AC9B32AB608CA11B12C092B836DA190048EE320EC6AAF709C716C915D750376FD60B8E60969E2BC7272B8B9993DF45D030CC67648A594524A8AD7906289E55B7BCEB499783CE93803C881ECFAE966DA5D7D3049CCC735185226BE09D83EB20C352050A232A8EA06722320CAA0E20DC3100B623A4062461264D3D93FD7291A9A5B2015AEC7E295C6FEDB38177465B864779D16C0EBEF130E3F78BAC11210C172F825B0AF53EA16E8B0AC26E22D1EAC87855641C0BDB0A031D9724BBB8872C19233597B25C34BBCEB405CD3454A19800E35DF5A092CBB5204350CB0AE8112A825');
INSERT INTO "bodies" VALUES('d9eb41f7d526f37ac2f09da2f781d5143857de929a03b6217657b3876f0bc39b',27,'kremlin/en/feed',NULL,X'28B52FFD201BD900007468657265206973206E6F2073756368207061676520686572650A');
INSERT INTO "bodies" VALUES('efa8a0a2b5169d93b9ea5b6c0c7c43b36ca1b620181ad07d64f8c8cf1c5f41cd',1115,'kremlin/en/document',NULL,X'28B52FFD605B036D1000469D5421406DEA4F41129AE981D020BB25B9004FE16257AD0B6F1EBD91ABED4557011200024A0048004D002C1D14CE0839E27F3B0B8465D3E376B543DF7516C7521DBC5D4AA024A0280A813E7E04C5EEFB93428720817CE42CCF536E5BBACF2F29B6DC923ACE6769F0759A947BDF9463F30B328014FD72933A6C593E3443494594148CA7F36AA7B395BFA7CE6EAF0EF59DDFE152E70A544CEA487E0821679973DDD2876629A11A061F084D0876F4CEAC27CB88E63B3F308A4885B77B01EAD6253F2B0D0763A10E3F0D58685B72139286920C3014C659F897E961DC66BB4724BEC3302E89DAC87D2F32952D3B8659B4C36F3D899A2C5A4AA8C3302A390B6B3D49D346BE73536F8661B702CABD6F2829A6BF58F68106A823AA456942B0823A9BD4B178AAB7C694508D86923AECDFB5A01A2CA13774B26DEED319F9FDD944B81267C6BA3DF80F1F10A81FC10C0D8306678950C6C7DF014AA071A52346506C669626A9752042A350211FA523000A9ACA800CF604E9735222A0FD302B59BD7D2460319C1035B9E4861C599090450511C25AF9913718B81675D76DCAC9E0991DDE01E879421A4C80075456A9004B0232ED6F7B9E1CFFBD9EE706BAD036C4B5941A996CC0E10484A66D6052CA9C7CB08D60EE49B07A6CD3761BE3ADE0D51E3916C20F19A426E1315CA31782BE9DEC10DCCE7B6DD0CD337A89F15A9EDBDB99E3E6A220AB30C6D60282B5555B8CBF58370D');
CREATE TABLE captures (
    id integer primary key,
    run_id integer not null references runs (id),
    asked text not null,
    answered text not null,
    method text not null,
    began_at text not null,
    ended_at text not null,
    status integer,                     -- null: no answer came
    headers text not null,              -- JSON list of [name, value], as received (Scrapy normalises case)
    sent text not null,                 -- JSON list of [name, value] that we sent
    body_sha256 text references bodies (sha256),
    body_length integer,
    outcome text not null,              -- of the exchange, see archive.models.Outcome
    note text not null default '',
    peer text,
    truncated integer not null default 0,
    source text not null,
    kind text not null                  -- what it was asked as: listing, feed, document, robots…
) strict;
INSERT INTO "captures" VALUES(1,1,'http://en.kremlin.ru/robots.txt','http://en.kremlin.ru/robots.txt','GET','2026-11-24T00:07:32.989905+00:00','2026-11-24T00:07:32.994437+00:00',200,'[["Content-Length","32"],["Content-Type","text/plain"],["Etag","\"7a68d758825839c28cd4d605ccdda745\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','7a68d758825839c28cd4d605ccdda745c06c62e29157102d8a6c1d47195316e4',32,'stored','','127.0.0.1',0,'kremlin','robots');
INSERT INTO "captures" VALUES(2,1,'http://en.kremlin.ru/events/president/news/feed','http://en.kremlin.ru/events/president/news/feed','GET','2026-11-24T00:07:32.996944+00:00','2026-11-24T00:07:33.004604+00:00',404,'[["Content-Length","27"],["Content-Type","text/plain"]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','d9eb41f7d526f37ac2f09da2f781d5143857de929a03b6217657b3876f0bc39b',27,'absent','status 404','127.0.0.1',0,'kremlin','feed');
INSERT INTO "captures" VALUES(3,1,'http://en.kremlin.ru/events/president/news','http://en.kremlin.ru/events/president/news','GET','2026-11-24T00:07:32.997153+00:00','2026-11-24T00:07:33.006663+00:00',200,'[["Content-Length","1034"],["Content-Type","text/html"],["Etag","\"b380ccca77dff4d279608f11e69da1b7\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','b380ccca77dff4d279608f11e69da1b73a84e29f76ca3eda3e05792c19079f1c',1034,'stored','','127.0.0.1',0,'kremlin','listing');
INSERT INTO "captures" VALUES(4,1,'http://en.kremlin.ru/events/president/news/80004','http://en.kremlin.ru/events/president/news/80004','GET','2026-11-24T00:07:33.010147+00:00','2026-11-24T00:07:33.073530+00:00',200,'[["Content-Length","1115"],["Content-Type","text/html"],["Etag","\"efa8a0a2b5169d93b9ea5b6c0c7c43b3\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','efa8a0a2b5169d93b9ea5b6c0c7c43b36ca1b620181ad07d64f8c8cf1c5f41cd',1115,'stored','','127.0.0.1',0,'kremlin','document');
INSERT INTO "captures" VALUES(5,1,'http://en.kremlin.ru/events/president/news/page/2','http://en.kremlin.ru/events/president/news/page/2','GET','2026-11-24T00:07:33.010574+00:00','2026-11-24T00:07:33.078178+00:00',200,'[["Content-Length","986"],["Content-Type","text/html"],["Etag","\"0f61eacefde305581c663ee3283dcd50\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','0f61eacefde305581c663ee3283dcd5011397636703ed3782dfc32c6cb293d9c',986,'stored','','127.0.0.1',0,'kremlin','listing');
INSERT INTO "captures" VALUES(6,1,'http://en.kremlin.ru/events/president/news/80003','http://en.kremlin.ru/events/president/news/80003','GET','2026-11-24T00:07:33.010378+00:00','2026-11-24T00:07:33.080143+00:00',200,'[["Content-Length","1115"],["Content-Type","text/html"],["Etag","\"3863599f56a4e92632bdcc45562a2205\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','3863599f56a4e92632bdcc45562a22052b1ea1a33a9b3d59ae3028a50779e299',1115,'stored','','127.0.0.1',0,'kremlin','document');
INSERT INTO "captures" VALUES(7,1,'http://en.kremlin.ru/events/president/news/80002','http://en.kremlin.ru/events/president/news/80002','GET','2026-11-24T00:07:33.085271+00:00','2026-11-24T00:07:33.088768+00:00',200,'[["Content-Length","1115"],["Content-Type","text/html"],["Etag","\"7f6ae69d0891af840ed3026741639a57\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','7f6ae69d0891af840ed3026741639a57c814d921eb28c3af3ba1fe19be6e0959',1115,'stored','','127.0.0.1',0,'kremlin','document');
INSERT INTO "captures" VALUES(8,1,'http://en.kremlin.ru/events/president/news/80001','http://en.kremlin.ru/events/president/news/80001','GET','2026-11-24T00:07:33.085497+00:00','2026-11-24T00:07:33.092184+00:00',200,'[["Content-Length","1115"],["Content-Type","text/html"],["Etag","\"626fb227b159c9c6460df08c9b36b6f0\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','626fb227b159c9c6460df08c9b36b6f0748516606edb6f449a91b6f564b854cf',1115,'stored','','127.0.0.1',0,'kremlin','document');
INSERT INTO "captures" VALUES(9,2,'http://en.kremlin.ru/robots.txt','http://en.kremlin.ru/robots.txt','GET','2026-11-24T00:07:34.454068+00:00','2026-11-24T00:07:34.458217+00:00',200,'[["Content-Length","32"],["Content-Type","text/plain"],["Etag","\"7a68d758825839c28cd4d605ccdda745\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','7a68d758825839c28cd4d605ccdda745c06c62e29157102d8a6c1d47195316e4',32,'stored','','127.0.0.1',0,'kremlin','robots');
INSERT INTO "captures" VALUES(10,2,'http://en.kremlin.ru/events/president/news/feed','http://en.kremlin.ru/events/president/news/feed','GET','2026-11-24T00:07:34.460152+00:00','2026-11-24T00:07:34.471762+00:00',404,'[["Content-Length","27"],["Content-Type","text/plain"]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','d9eb41f7d526f37ac2f09da2f781d5143857de929a03b6217657b3876f0bc39b',27,'absent','status 404','127.0.0.1',0,'kremlin','feed');
INSERT INTO "captures" VALUES(11,2,'http://en.kremlin.ru/events/president/news/80004','http://en.kremlin.ru/events/president/news/80004','GET','2026-11-24T00:07:34.460479+00:00','2026-11-24T00:07:34.474371+00:00',304,'[["Content-Length","0"],["Etag","\"efa8a0a2b5169d93b9ea5b6c0c7c43b3\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["If-None-Match","\"efa8a0a2b5169d93b9ea5b6c0c7c43b3\""],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]',NULL,NULL,'unchanged','status 304','127.0.0.1',0,'kremlin','document');
INSERT INTO "captures" VALUES(12,2,'http://en.kremlin.ru/events/president/news/80003','http://en.kremlin.ru/events/president/news/80003','GET','2026-11-24T00:07:34.460679+00:00','2026-11-24T00:07:34.476245+00:00',304,'[["Content-Length","0"],["Etag","\"3863599f56a4e92632bdcc45562a2205\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["If-None-Match","\"3863599f56a4e92632bdcc45562a2205\""],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]',NULL,NULL,'unchanged','status 304','127.0.0.1',0,'kremlin','document');
INSERT INTO "captures" VALUES(13,2,'http://en.kremlin.ru/events/president/news/80002','http://en.kremlin.ru/events/president/news/80002','GET','2026-11-24T00:07:34.460859+00:00','2026-11-24T00:07:34.477572+00:00',200,'[["Content-Length","1123"],["Content-Type","text/html"],["Etag","\"8ea85ffcbcbc0c6700727f8fdc0a643d\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["If-None-Match","\"7f6ae69d0891af840ed3026741639a57\""],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]','8ea85ffcbcbc0c6700727f8fdc0a643d92e3fc3a66e79a727aa3bb76d00252e4',1123,'stored','','127.0.0.1',0,'kremlin','document');
INSERT INTO "captures" VALUES(14,2,'http://en.kremlin.ru/events/president/news','http://en.kremlin.ru/events/president/news','GET','2026-11-24T00:07:34.461050+00:00','2026-11-24T00:07:34.482138+00:00',304,'[["Content-Length","0"],["Etag","\"b380ccca77dff4d279608f11e69da1b7\""]]','[["Accept","text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"],["Accept-Language","ru,en;q=0.8"],["Accept-Encoding","identity"],["If-None-Match","\"b380ccca77dff4d279608f11e69da1b7\""],["User-Agent","readout/0.1 (news archive for research; robots.txt obeyed)"]]',NULL,NULL,'unchanged','status 304','127.0.0.1',0,'kremlin','listing');
CREATE TABLE dictionaries (
    id integer primary key,
    family text not null,               -- site, language and kind of page that it serves
    kind text not null check (kind = 'raw'),
    pages integer not null,             -- number of bodies of the family when it was made
    made_at text not null,
    data blob not null                  -- zstd frame of the sha256s, in binary, of the bodies it is made of
) strict;
INSERT INTO "dictionaries" VALUES(1,'kremlin/en/document','raw',1,'2026-11-24T00:07:33.080659+00:00',X'28B52FFD2020010100EFA8A0A2B5169D93B9EA5B6C0C7C43B36CA1B620181AD07D64F8C8CF1C5F41CD');
INSERT INTO "dictionaries" VALUES(2,'kremlin/en/document','raw',4,'2026-11-24T00:07:34.478143+00:00',X'28B52FFD20800104003863599F56A4E92632BDCC45562A22052B1EA1A33A9B3D59AE3028A50779E299626FB227B159C9C6460DF08C9B36B6F0748516606EDB6F449A91B6F564B854CF7F6AE69D0891AF840ED3026741639A57C814D921EB28C3AF3BA1FE19BE6E0959EFA8A0A2B5169D93B9EA5B6C0C7C43B36CA1B620181AD07D64F8C8CF1C5F41CD');
CREATE TABLE documents (
    id integer primary key,
    key text not null unique,           -- kremlin/en/63951
    source text not null,
    language text not null,             -- as read; 'und' where nothing says it
    number text not null,
    address text not null,              -- canonical
    kind text not null,                 -- article, announcement, act...
    state text not null check (state in ('present', 'partial', 'suspect')),
    first_seen text not null,
    last_seen text not null,
    missing_since text,                 -- first answered absence after last_seen
    revision_id integer,                -- the current one
    published_at text,                  -- of the current revision
    published_day text,                 -- the day as the site prints it (Moscow's for both sites)
    section text                        -- names of the current revision's sections, newline between
) strict;
INSERT INTO "documents" VALUES(1,'kremlin/en/80004','kremlin','en','80004','http://en.kremlin.ru/events/president/news/80004','article','present','2026-11-24T00:07:33.073530+00:00','2026-11-24T00:07:34.474371+00:00',NULL,1,'2026-03-01T09:30:00.000000+00:00','2026-03-01','News
en.kremlin.ru/d/80004');
INSERT INTO "documents" VALUES(2,'kremlin/en/80003','kremlin','en','80003','http://en.kremlin.ru/events/president/news/80003','article','present','2026-11-24T00:07:33.080143+00:00','2026-11-24T00:07:34.476245+00:00',NULL,2,'2026-03-01T09:30:00.000000+00:00','2026-03-01','News
en.kremlin.ru/d/80003');
INSERT INTO "documents" VALUES(3,'kremlin/en/80002','kremlin','en','80002','http://en.kremlin.ru/events/president/news/80002','article','present','2026-11-24T00:07:33.088768+00:00','2026-11-24T00:07:34.477572+00:00',NULL,5,'2026-03-01T09:30:00.000000+00:00','2026-03-01','News
en.kremlin.ru/d/80002');
INSERT INTO "documents" VALUES(4,'kremlin/en/80001','kremlin','en','80001','http://en.kremlin.ru/events/president/news/80001','article','present','2026-11-24T00:07:33.092184+00:00','2026-11-24T00:07:33.092184+00:00',NULL,4,'2026-03-01T09:30:00.000000+00:00','2026-03-01','News
en.kremlin.ru/d/80001');
CREATE TABLE frontier (
    id integer primary key,
    key text not null unique,
    address text not null,
    host text not null,
    source text not null,
    language text not null,
    kind text not null,
    stated text,                        -- day, as a listing prints it
    updated text,                       -- the listing's own mark of the last change
    title text not null default '',
    past integer not null default 0,
    hops integer not null default 0,
    rank integer not null,              -- feeds, then documents, then listings
    state text not null check (state in ('planned', 'in_flight', 'done')),
    outcome text,
    detail text not null default '',
    attempts integer not null default 0,
    conditional integer not null default 0,  -- 1: the last answer was kept and read, so a 304 is welcome
    not_before text,
    due_at text,
    first_planned text not null,
    planned_at text not null,
    planned_run integer references runs (id),
    ended_at text,
    ended_run integer references runs (id),
    capture_id integer references captures (id),
    check ((state = 'done') = (outcome is not null))
) strict;
INSERT INTO "frontier" VALUES(1,'en.kremlin.ru/events/president/news/feed','http://en.kremlin.ru/events/president/news/feed','en.kremlin.ru','kremlin','en','feed',NULL,'','',0,0,0,'done','absent','status 404',1,0,NULL,NULL,'2026-11-24T00:07:32.986689+00:00','2026-11-24T00:07:34.449574+00:00',2,'2026-11-24T00:07:34.471762+00:00',2,10);
INSERT INTO "frontier" VALUES(2,'en.kremlin.ru/events/president/news','http://en.kremlin.ru/events/president/news','en.kremlin.ru','kremlin','en','listing',NULL,'','',0,0,2,'done','unchanged','',1,1,NULL,NULL,'2026-11-24T00:07:32.986689+00:00','2026-11-24T00:07:34.449574+00:00',2,'2026-11-24T00:07:34.482138+00:00',2,14);
INSERT INTO "frontier" VALUES(3,'kremlin/en/80004','http://en.kremlin.ru/events/president/news/80004','en.kremlin.ru','kremlin','en','document','2026-03-04','2026-03-04','Item 80004',0,0,1,'done','unchanged','',1,1,NULL,'2026-11-24T01:07:33.073530+00:00','2026-11-24T00:07:33.006663+00:00','2026-11-24T00:07:34.450639+00:00',2,'2026-11-24T00:07:34.474371+00:00',2,11);
INSERT INTO "frontier" VALUES(4,'kremlin/en/80003','http://en.kremlin.ru/events/president/news/80003','en.kremlin.ru','kremlin','en','document','2026-03-03','2026-03-03','Item 80003',0,0,1,'done','unchanged','',1,1,NULL,'2026-11-24T01:07:33.080143+00:00','2026-11-24T00:07:33.006663+00:00','2026-11-24T00:07:34.450639+00:00',2,'2026-11-24T00:07:34.476245+00:00',2,12);
INSERT INTO "frontier" VALUES(5,'en.kremlin.ru/events/president/news/page/2','http://en.kremlin.ru/events/president/news/page/2','en.kremlin.ru','kremlin','en','listing',NULL,'','',0,0,2,'planned',NULL,'',0,1,NULL,NULL,'2026-11-24T00:07:33.006663+00:00','2026-11-24T00:07:34.482138+00:00',2,'2026-11-24T00:07:33.078178+00:00',1,5);
INSERT INTO "frontier" VALUES(6,'kremlin/en/80002','http://en.kremlin.ru/events/president/news/80002','en.kremlin.ru','kremlin','en','document','2026-03-02','2026-03-02','Item 80002',0,0,1,'done','stored','',1,1,NULL,'2026-11-24T01:07:33.088768+00:00','2026-11-24T00:07:33.078178+00:00','2026-11-24T00:07:34.450639+00:00',2,'2026-11-24T00:07:34.477572+00:00',2,13);
INSERT INTO "frontier" VALUES(7,'kremlin/en/80001','http://en.kremlin.ru/events/president/news/80001','en.kremlin.ru','kremlin','en','document','2026-03-01','2026-03-01','Item 80001',0,0,1,'planned',NULL,'',0,1,NULL,'2026-11-24T01:07:33.092184+00:00','2026-11-24T00:07:33.078178+00:00','2026-11-24T00:07:34.450639+00:00',2,'2026-11-24T00:07:33.092184+00:00',1,8);
CREATE TABLE readings (
    capture_id integer not null references captures (id),
    document_id integer not null references documents (id) on delete cascade,
    part integer not null,
    last_part integer not null,
    view text not null,
    revision_id integer references revisions (id) on delete set null,  -- null: parts are missing
    text_sha256 text not null,
    extractor text not null,
    modified_at text,
    document text,                      -- JSON: a part whole; else the metadata, where it differs
    primary key (capture_id, document_id, part)
) strict, without rowid;
INSERT INTO "readings" VALUES(4,1,1,1,'page',1,'8628836103f5dab2e0bddcf5f21b64cafd70ac8e928ddc3b4dec3d0354a0b8fd','kremlin/da0016f30e4c',NULL,NULL);
INSERT INTO "readings" VALUES(6,2,1,1,'page',2,'ce3e0987b3d03210550f3ad8522d378bf19fabf51d5aa7d270724a3f9b66d411','kremlin/da0016f30e4c',NULL,NULL);
INSERT INTO "readings" VALUES(7,3,1,1,'page',3,'d4d41eed4fa35d17b24fd54c709063634c56e61a4d40f6f4f818e6daf6485138','kremlin/da0016f30e4c',NULL,NULL);
INSERT INTO "readings" VALUES(8,4,1,1,'page',4,'036ffa1208819cd00ad486ba17235e1e9bb0c84eb7f7cd813e62829d78e815ab','kremlin/da0016f30e4c',NULL,NULL);
INSERT INTO "readings" VALUES(11,1,1,1,'page',1,'8628836103f5dab2e0bddcf5f21b64cafd70ac8e928ddc3b4dec3d0354a0b8fd','kremlin/da0016f30e4c',NULL,NULL);
INSERT INTO "readings" VALUES(12,2,1,1,'page',2,'ce3e0987b3d03210550f3ad8522d378bf19fabf51d5aa7d270724a3f9b66d411','kremlin/da0016f30e4c',NULL,NULL);
INSERT INTO "readings" VALUES(13,3,1,1,'page',5,'092cc4174657e57a08c37b4b09a6493dd32a6cbc4a1c54b1bdaca61bd3501c07','kremlin/da0016f30e4c',NULL,NULL);
CREATE TABLE revisions (
    id integer primary key,
    document_id integer not null references documents (id) on delete cascade,
    ordinal integer not null,           -- 1 for the first content seen
    content_sha256 text not null,
    text_sha256 text not null,
    title text not null,
    subtitle text not null default '',
    lead text not null,
    text text not null,                 -- body, a line a block
    blocks text not null,               -- JSON list of {kind, text}
    metadata text not null,             -- JSON, see Document.metadata
    dropped text not null default '[]', -- JSON list of [rule, text]: what was stripped
    published_at text,
    published_precision text,
    published_printed text,
    modified_at text,                   -- the page's own "last updated" when first seen so
    view text not null,                 -- page, feed, amp, print, special: where this content was seen
    capture_id integer not null references captures (id),  -- the first capture that shows it
    extractor text not null,
    layout text not null,
    first_seen text not null,
    last_seen text not null,
    unique (document_id, ordinal)
) strict;
INSERT INTO "revisions" VALUES(1,1,1,'c4bdb9b2df5ce961828b0273e21fd72c23ca50c9711352b27cae1af8c4f5cef6','8628836103f5dab2e0bddcf5f21b64cafd70ac8e928ddc3b4dec3d0354a0b8fd','Item 80004','','','Text of 80004.','[{"kind":"paragraph","text":"Text of 80004."}]','{"address":"http://en.kremlin.ru/events/president/news/80004","language":"en","kind":"article","subtitle":"","published":{"utc":"2026-03-01T09:30:00+00:00","precision":"minute","printed":"March 1, 2026, 12:30","zone":"Europe/Moscow"},"modified":null,"event_day":null,"place":null,"author":null,"site_name":null,"agency":null,"credit":null,"dateline":null,"sections":[{"name":"News","address":"http://en.kremlin.ru/events/president/news"},{"name":"en.kremlin.ru/d/80004","address":"http://en.kremlin.ru/d/80004"}],"tags":[],"references":[],"aliases":["http://en.kremlin.ru/d/80004"],"layout":"kremlin-2015"}','[["read__bottommeta","Publication status Published in section: News Publication date: March 1, 2026, 12:30 Direct link: en.kremlin.ru/d/80004"]]','2026-03-01T09:30:00.000000+00:00','minute','March 1, 2026, 12:30',NULL,'page',4,'kremlin/da0016f30e4c','kremlin-2015','2026-11-24T00:07:33.073530+00:00','2026-11-24T00:07:34.474371+00:00');
INSERT INTO "revisions" VALUES(2,2,1,'f2da926b27e1282a6db335da80fd387127de682f05af1d73dd5a37f65d869572','ce3e0987b3d03210550f3ad8522d378bf19fabf51d5aa7d270724a3f9b66d411','Item 80003','','','Text of 80003.','[{"kind":"paragraph","text":"Text of 80003."}]','{"address":"http://en.kremlin.ru/events/president/news/80003","language":"en","kind":"article","subtitle":"","published":{"utc":"2026-03-01T09:30:00+00:00","precision":"minute","printed":"March 1, 2026, 12:30","zone":"Europe/Moscow"},"modified":null,"event_day":null,"place":null,"author":null,"site_name":null,"agency":null,"credit":null,"dateline":null,"sections":[{"name":"News","address":"http://en.kremlin.ru/events/president/news"},{"name":"en.kremlin.ru/d/80003","address":"http://en.kremlin.ru/d/80003"}],"tags":[],"references":[],"aliases":["http://en.kremlin.ru/d/80003"],"layout":"kremlin-2015"}','[["read__bottommeta","Publication status Published in section: News Publication date: March 1, 2026, 12:30 Direct link: en.kremlin.ru/d/80003"]]','2026-03-01T09:30:00.000000+00:00','minute','March 1, 2026, 12:30',NULL,'page',6,'kremlin/da0016f30e4c','kremlin-2015','2026-11-24T00:07:33.080143+00:00','2026-11-24T00:07:34.476245+00:00');
INSERT INTO "revisions" VALUES(3,3,1,'825e1cfde5e5a2156f1754a3aa1396f61f37016d664938925201f47ab00c120a','d4d41eed4fa35d17b24fd54c709063634c56e61a4d40f6f4f818e6daf6485138','Item 80002','','','Text of 80002.','[{"kind":"paragraph","text":"Text of 80002."}]','{"address":"http://en.kremlin.ru/events/president/news/80002","language":"en","kind":"article","subtitle":"","published":{"utc":"2026-03-01T09:30:00+00:00","precision":"minute","printed":"March 1, 2026, 12:30","zone":"Europe/Moscow"},"modified":null,"event_day":null,"place":null,"author":null,"site_name":null,"agency":null,"credit":null,"dateline":null,"sections":[{"name":"News","address":"http://en.kremlin.ru/events/president/news"},{"name":"en.kremlin.ru/d/80002","address":"http://en.kremlin.ru/d/80002"}],"tags":[],"references":[],"aliases":["http://en.kremlin.ru/d/80002"],"layout":"kremlin-2015"}','[["read__bottommeta","Publication status Published in section: News Publication date: March 1, 2026, 12:30 Direct link: en.kremlin.ru/d/80002"]]','2026-03-01T09:30:00.000000+00:00','minute','March 1, 2026, 12:30',NULL,'page',7,'kremlin/da0016f30e4c','kremlin-2015','2026-11-24T00:07:33.088768+00:00','2026-11-24T00:07:33.088768+00:00');
INSERT INTO "revisions" VALUES(4,4,1,'32cc1631fe1b601451547bf3c98638f857c1cf72b1e2ffc8c2342b7d50723315','036ffa1208819cd00ad486ba17235e1e9bb0c84eb7f7cd813e62829d78e815ab','Item 80001','','','Text of 80001.','[{"kind":"paragraph","text":"Text of 80001."}]','{"address":"http://en.kremlin.ru/events/president/news/80001","language":"en","kind":"article","subtitle":"","published":{"utc":"2026-03-01T09:30:00+00:00","precision":"minute","printed":"March 1, 2026, 12:30","zone":"Europe/Moscow"},"modified":null,"event_day":null,"place":null,"author":null,"site_name":null,"agency":null,"credit":null,"dateline":null,"sections":[{"name":"News","address":"http://en.kremlin.ru/events/president/news"},{"name":"en.kremlin.ru/d/80001","address":"http://en.kremlin.ru/d/80001"}],"tags":[],"references":[],"aliases":["http://en.kremlin.ru/d/80001"],"layout":"kremlin-2015"}','[["read__bottommeta","Publication status Published in section: News Publication date: March 1, 2026, 12:30 Direct link: en.kremlin.ru/d/80001"]]','2026-03-01T09:30:00.000000+00:00','minute','March 1, 2026, 12:30',NULL,'page',8,'kremlin/da0016f30e4c','kremlin-2015','2026-11-24T00:07:33.092184+00:00','2026-11-24T00:07:33.092184+00:00');
INSERT INTO "revisions" VALUES(5,3,2,'4a2c27066c8c2ef1641c3437467f7ec9858f360da99e36d8abdedb2d9c132fe0','092cc4174657e57a08c37b4b09a6493dd32a6cbc4a1c54b1bdaca61bd3501c07','Item 80002','','','Text of 80002, edited.','[{"kind":"paragraph","text":"Text of 80002, edited."}]','{"address":"http://en.kremlin.ru/events/president/news/80002","language":"en","kind":"article","subtitle":"","published":{"utc":"2026-03-01T09:30:00+00:00","precision":"minute","printed":"March 1, 2026, 12:30","zone":"Europe/Moscow"},"modified":null,"event_day":null,"place":null,"author":null,"site_name":null,"agency":null,"credit":null,"dateline":null,"sections":[{"name":"News","address":"http://en.kremlin.ru/events/president/news"},{"name":"en.kremlin.ru/d/80002","address":"http://en.kremlin.ru/d/80002"}],"tags":[],"references":[],"aliases":["http://en.kremlin.ru/d/80002"],"layout":"kremlin-2015"}','[["read__bottommeta","Publication status Published in section: News Publication date: March 1, 2026, 12:30 Direct link: en.kremlin.ru/d/80002"]]','2026-03-01T09:30:00.000000+00:00','minute','March 1, 2026, 12:30',NULL,'page',13,'kremlin/da0016f30e4c','kremlin-2015','2026-11-24T00:07:34.477572+00:00','2026-11-24T00:07:34.477572+00:00');
CREATE TABLE runs (
    id integer primary key,
    command text not null,              -- crawl, fetch, reparse
    source text,
    options text not null,              -- JSON
    software text not null,
    began_at text not null,
    ended_at text,
    outcome text,                       -- finished, limit, interrupted, archive_failed, died; null: it runs
    counts text                         -- JSON: outcome -> number
) strict;
INSERT INTO "runs" VALUES(1,'crawl','kremlin','{"languages": ["en"], "since": null, "until": null, "limit": null, "sections": ["news"], "revisit": "due", "address": null}','readout 0.1.0','2026-11-24T00:07:32.619693+00:00','2026-11-24T00:07:33.095927+00:00','finished','{"absent": 1, "documents_new": 4, "listed": 2, "stored": 4}');
INSERT INTO "runs" VALUES(2,'crawl','kremlin','{"languages": ["en"], "since": null, "until": null, "limit": 3, "sections": ["news"], "revisit": "all", "address": null}','readout 0.1.0','2026-11-24T00:07:34.109386+00:00','2026-11-24T00:07:34.548405+00:00','limit','{"absent": 1, "documents_revised": 1, "documents_same": 2, "stored": 1, "unchanged": 3}');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX dictionaries_by_family on dictionaries (family, id);
CREATE INDEX bodies_by_family on bodies (family);
CREATE INDEX captures_by_address on captures (asked, id);
CREATE INDEX captures_by_body on captures (body_sha256);
CREATE INDEX captures_by_run on captures (run_id);
CREATE INDEX documents_by_source on documents (source, language, published_at);
CREATE INDEX documents_by_number on documents (number);
CREATE INDEX aliases_by_document on aliases (document_id);
CREATE INDEX revisions_by_document on revisions (document_id, id);
CREATE INDEX revisions_by_text on revisions (document_id, text_sha256);
CREATE INDEX readings_by_document on readings (document_id, capture_id);
CREATE INDEX readings_by_revision on readings (revision_id);
CREATE INDEX frontier_to_do on frontier (state, source, rank, stated desc, id);
CREATE INDEX frontier_due on frontier (source, kind, due_at);
CREATE TRIGGER captures_no_update before update on captures begin
    select raise(abort, 'captures is evidence: it only grows');
end;
CREATE TRIGGER captures_no_delete before delete on captures begin
    select raise(abort, 'captures is evidence: it only grows');
end;
CREATE TRIGGER captures_no_replace before insert on captures
when exists (select 1 from captures where id = new.id) begin
    select raise(abort, 'captures is evidence: it only grows');
end;
CREATE TRIGGER bodies_no_update before update on bodies begin
    select raise(abort, 'bodies is evidence: it only grows');
end;
CREATE TRIGGER bodies_no_delete before delete on bodies begin
    select raise(abort, 'bodies is evidence: it only grows');
end;
CREATE TRIGGER bodies_no_replace before insert on bodies
when exists (select 1 from bodies where sha256 = new.sha256) begin
    select raise(abort, 'bodies is evidence: it only grows');
end;
CREATE TRIGGER dictionaries_no_update before update on dictionaries begin
    select raise(abort, 'dictionaries is evidence: it only grows');
end;
CREATE TRIGGER dictionaries_no_delete before delete on dictionaries begin
    select raise(abort, 'dictionaries is evidence: it only grows');
end;
CREATE TRIGGER dictionaries_no_replace before insert on dictionaries
when exists (select 1 from dictionaries where id = new.id) begin
    select raise(abort, 'dictionaries is evidence: it only grows');
end;
COMMIT;
PRAGMA application_id = 1380208468;
PRAGMA user_version = 1;
