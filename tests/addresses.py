"""Knows how many ways there are to write an address that Readout must not ask."""

__all__ = ["CANARY_HOSTS", "LOOPBACK", "NOT_PUBLIC", "OTHER", "refused"]

# Where the canaries listen: whoever reads one of the spellings below as loopback gets to one of them.
CANARY_HOSTS = ("127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", "::1")

# Hosts that some resolver, browser or library takes to this machine.
LOOPBACK = (
    *("127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", "127.0.0.1.", "127.1.2.3."),
    *("127.1", "127.0.1", "127.1.", "127.0.0.1..", "127.66051", "127.1.515"),
    *("2130706433", "2130706434", "017700000001", "0x7f000001", "0X7F000001", "0x7F.0x0.0x0.0x1"),
    *("0x7f.1", "0x7f.0.0.1", "0x7f.0x1", "127.0x1", "127.0.0x1", "127.0.0.0x1", "0x7f.0.1"),
    *("0177.0.0.1", "0177.1", "0177.0.01", "00177.0.0.1", "0000177.0.0.01", "127.00.00.01"),
    *("127.000.000.001", "0127.0.0.1", "127.0.0.01", "0x07f.0.0.1", "0x0000007f.1", "0177.0x0.0.1"),
    *("0", "0.0", "0.0.0", "0.0.0.0", "0.", "0x0", "00", "000", "0x", "0.0.0.0.", "00.00.00.00"),  # noqa: S104
    *("4294967296", "4294967297", "6425673729", "256.256.256.256", "127.0.0.257", "127.0.0.1.1"),
    *("08.0.0.1", "127.0.0.08", "1.1.1.1.127", "127.0.0.1e0", "127.0.0.+1", "127..1", "127.0.0."),
    *("１２７.0.0.1", "１２７．０．０．１", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "①②⑦.0.0.1"),
    *(
        "¹²⁷.0.0.1",
        "₁₂₇.0.0.1",
        "𝟏𝟐𝟕.0.0.1",
        "𝟙𝟚𝟟.𝟘.𝟘.𝟙",
        "١٢٧.٠.٠.١",
        "१२७.०.०.१",
        "⓪",
        "２１３０７０６４３３",
    ),
    *("127.0.0.1\u00ad", "127\u200b.0.0.1", "127.0.0\u2060.1", "\ufeff127.0.0.1", "127.0.0.1\u200d"),
    *("%31%32%37.0.0.1", "127%2e0%2e0%2e1", "127.0.0.1%00", "127.0.0.1%20", "%6cocalhost", "127.0.0.1%2f"),
    *("localhost", "LOCALHOST", "LocalHost", "localhost.", "ｌｏｃａｌｈｏｓｔ", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "locaⅼhost"),
    *("a.localhost", "kremlin.ru.localhost", "localhost.localdomain", "loc\u00adalhost", "ip6-localhost"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::1]", "[::0001]", "[0::0]", "[::1%25lo]", "[::1%lo]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:7F00:0001]", "[0:0:0:0:0:ffff:127.0.0.1]"),
    *("[::127.0.0.1]", "[::7f00:1]", "[::ffff:0.0.0.0]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]"),
    *("[2001:0:7f00:1::80ff:fffe]", "[2001::1]", "[::ffff:127.1]", "[::1", "[127.0.0.1]", "[::1].ru"),
)

# Hosts of other networks that are not for us: a packet to them would leave this machine.
NOT_PUBLIC = (
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255"),
    *(
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.43518",
        "[fd00:ec2::254]",
    ),
    *(
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
    ),
    *("198.18.0.1", "198.19.255.255", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "0.0.0.1", "0.1.2.3", "10.1", "012.0.0.1", "0xa.0.0.1", "167772161", "3232235521"),
    *("[fe80::1]", "[fe80::1%25eth0]", "[fec0::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[ff0e::1]"),
    *("[2001:db8::1]", "[3fff::1]", "[100::1]", "[2002:a00:1::]", "[2002:c0a8:1::1]", "[64:ff9b::10.0.0.1]"),
    *("[64:ff9b::a9fe:a9fe]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::10.0.0.1]", "[4000::1]"),
    *("[5f00::1]", "[2001:10::1]", "[2001:20::1]", "[::ffff:8.8.8.8]", "[2002:808:808::1]", "134744072"),
    *("intranet", "router", "wpad", "metadata", "printer.local", "metadata.google.internal", "db.internal"),
    *("nas.home.arpa", "router.lan", "git.corp", "server.home", "wiki.intranet", "pc.localdomain"),
)

# Whole addresses: other schemes, users, ports, and what makes two parsers disagree. {port} is a canary's.
OTHER = (
    *("file:///etc/hostname", "file://kremlin.ru/etc/hostname", "file://localhost/etc/hostname", "FILE:///x"),
    *(
        "ftp://127.0.0.1:{port}/",
        "ftp://kremlin.ru/x",
        "data:text/html,x",
        "javascript:alert(1)",
        "mailto:a@b.ru",
    ),
    *(
        "gopher://127.0.0.1:{port}/",
        "ws://127.0.0.1:{port}/",
        "about:blank",
        "view-source:http://127.0.0.1:{port}/",
    ),
    *(
        "jar:http://127.0.0.1:{port}/!x",
        "dict://127.0.0.1:{port}/",
        "ldap://127.0.0.1:{port}/",
        "s3://bucket/x",
    ),
    *("http://user@kremlin.ru/", "http://user:pw@127.0.0.1:{port}/", "http://kremlin.ru@127.0.0.1:{port}/"),
    *("http://kremlin.ru:80@127.0.0.1:{port}/", "http://@127.0.0.1:{port}/", "http://:@127.0.0.1:{port}/"),
    *("http://kremlin.ru%40127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@kremlin.ru/"),
    *("http://kremlin.ru\\@127.0.0.1:{port}/", "http:\\\\127.0.0.1:{port}\\x", "http://\\127.0.0.1:{port}/"),
    *(
        "http:///127.0.0.1:{port}/",
        "http:127.0.0.1:{port}/",
        "http:/127.0.0.1:{port}/",
        "http:////127.0.0.1:{port}/",
    ),
    *(
        "http://127.0.0.1:{port}#@kremlin.ru/",
        "http://127.0.0.1:{port}?@kremlin.ru/",
        "http://127.0.0.1:{port};@a.ru/",
    ),
    *(
        "http://127.0.0.1:{port}/\t",
        "ht\ttp://127.0.0.1:{port}/",
        "http://127.0.\t0.1:{port}/",
        "\x01http://127.0.0.1:{port}/",
    ),
    *(
        "HTTP://127.0.0.1:{port}/",
        "https://127.0.0.1:{port}/",
        "HtTpS://localhost:{port}/",
        "http://127.0.0.1:0{port}/",
    ),
    *("http://kremlin.ru:22/", "http://kremlin.ru:6379/", "https://kremlin.ru:8443/", "http://kremlin.ru:0/"),
    *(
        "http://kremlin.ru:{port}/",
        "http://kremlin.ru:99999/",
        "http://kremlin.ru:-1/",
        "http://kremlin.ru:８０/",
    ),
    *("http://", "http://:{port}/", "http://.:{port}/", "http://..:{port}/", "http://-:{port}/", "http:// /"),
)


def refused(port: int) -> list[str]:
    """Return every address that must be refused, those of loopback at the port where the canaries listen."""
    hosts = [f"http://{host}:{port}/{number}" for number, host in enumerate(LOOPBACK)]
    others = [f"http://{host}/{number}" for number, host in enumerate(NOT_PUBLIC)]
    return [*hosts, *others, *(address.replace("{port}", str(port)) for address in OTHER)]
