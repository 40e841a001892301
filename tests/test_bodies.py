"""Facts about how bodies are kept."""

import random
import sqlite3
from hashlib import sha256

import pytest

from archive.bodies import Bodies
from archive.errors import ArchiveDamaged
from tests.rows import empty_archive

FURNITURE = "".join(f"<a class='menu-{n}' href='/{n * 7919}'>Item {n}</a>" for n in range(300))


def page(number: int) -> bytes:
    words = random.Random(number)
    text = " ".join(str(words.randrange(10**6)) for _ in range(60))
    return f"<html>{FURNITURE}<p>{text}</p></html>".encode()


def test_what_is_put_comes_back_from_another_process():
    db = empty_archive()
    bodies = [page(number) for number in range(140)] + [b"", b"\0" * 5000, b"tiny"]
    keeper = Bodies(db.conn)
    digests = [keeper.put(body, family="a/article") for body in bodies]
    fresh = Bodies(db.conn)
    assert [fresh.get(digest) for digest in digests] == bodies
    assert digests == [sha256(body).hexdigest() for body in bodies]


def test_the_same_bytes_are_kept_once():
    db = empty_archive()
    keeper = Bodies(db.conn)
    assert keeper.put(page(1), family="a") == keeper.put(page(1), family="b")
    assert db["bodies"].count == 1


def test_a_family_leans_on_its_own_pages():
    db = empty_archive()
    keeper = Bodies(db.conn)
    for number in range(40):
        keeper.put(page(number), family="a")
    size = keeper.stats()[0]
    assert size.bodies == 40
    assert size.raw == sum(len(page(number)) for number in range(40))
    assert size.stored + size.dictionaries < size.raw / 20


def test_a_rollback_takes_the_dictionary_along():
    db = empty_archive()
    keeper = Bodies(db.conn)
    keeper.put(page(0), family="a")
    db.conn.commit()
    keeper.put(page(1), family="a")
    assert db["dictionaries"].count == 1
    db.conn.rollback()
    assert db["dictionaries"].count == 0
    digest = keeper.put(page(2), family="a")
    assert Bodies(db.conn).get(digest) == page(2)


@pytest.mark.parametrize(
    "harm",
    [
        "update bodies set data = zeroblob(30)",
        "update bodies set length = length - 1",
        "update bodies set data = (select data from bodies where sha256 != '{digest}')",
        "delete from bodies",
    ],
)
def test_damage_is_named(harm):
    db = empty_archive()
    keeper = Bodies(db.conn)
    digest = keeper.put(b"one" * 30, family="a")
    keeper.put(b"two" * 30, family="a")
    for verb in ("update", "delete"):
        db.execute(f"drop trigger bodies_no_{verb}")
    db.execute(f"{harm.format(digest=digest)} where sha256 = '{digest}'")
    with pytest.raises(ArchiveDamaged, match=f"bodies {digest}"):
        keeper.get(digest)


def test_a_kept_body_cannot_be_changed():
    db = empty_archive()
    Bodies(db.conn).put(b"one", family="a")
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        db.execute("update bodies set length = 0")
