"""What looks make of a document's state: gone is found, never guessed."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.states import (
    Absence,
    Kind,
    Look,
    Standing,
    State,
    absent,
    counted,
    failed,
    look_of,
    seen,
    settle,
)
from tests.makers import NOON

HERE = Standing(state=State.PRESENT, whole=True, last_seen=NOON)
INTERVALS = tuple(timedelta(hours=hours) for hours in (1, 24, 72))


def missing(*hours: float, canaries: tuple[int, ...] = (99,)) -> Standing:
    """Return a document that was absent so many hours after noon, each time in a run of its own."""
    standing = HERE
    for run, hour in enumerate(hours, start=1):
        absence = Absence(capture=run, run=run, at=NOON + timedelta(hours=hour), canaries=canaries)
        standing = absent(standing, absence)[0]
    return standing


def test_the_first_answered_absence_makes_a_document_suspect_and_states_the_interval() -> None:
    after, (event,) = absent(HERE, Absence(capture=7, run=1, at=NOON + timedelta(hours=2)))

    assert (after.state, after.missing_since) == (State.SUSPECT, NOON + timedelta(hours=2))
    assert (event.kind, event.capture) == (Kind.MISSING, 7)
    assert (event.last_seen, event.first_missing) == (NOON, NOON + timedelta(hours=2))


def test_absences_at_all_intervals_make_it_gone_and_name_their_witnesses() -> None:
    after, (event,) = settle(missing(1, 2, 25, 73), {}, INTERVALS)

    assert (after.state, after.gone_since) == (State.GONE, NOON + timedelta(hours=73))
    assert event.detail == {"absences": [1, 2, 3, 4], "canaries": [99]}
    assert (event.last_seen, event.first_missing) == (NOON, NOON + timedelta(hours=1))


def test_one_absence_too_few_is_not_gone() -> None:
    assert settle(missing(1, 2, 25), {}, INTERVALS)[0].state is State.SUSPECT


def test_absences_that_come_too_soon_do_not_count() -> None:
    standing = missing(1, 1.5, 2.5, 3, 26, 27)

    assert [one.capture for one in counted(standing.absences, INTERVALS)] == [1, 3, 5]
    assert settle(standing, {}, INTERVALS)[0].state is State.SUSPECT


def test_absences_without_a_canary_do_not_count() -> None:
    standing = missing(1, 2, 25, 73, canaries=())

    assert settle(standing, {}, INTERVALS)[0].state is State.SUSPECT
    assert settle(standing, {1: (9,), 2: (9,), 3: (9,), 4: (9,)}, INTERVALS)[0].state is State.GONE


def test_two_absences_of_one_run_count_once() -> None:
    one, two = (Absence(capture=number, run=1, at=NOON, canaries=(9,)) for number in (1, 2))

    assert counted((one, two), (timedelta(0),)) == (one,)


def test_a_clock_that_ran_backwards_makes_nothing_gone() -> None:
    assert settle(missing(73, 25, 2, 1), {}, INTERVALS)[0].state is State.SUSPECT


def test_a_sight_between_begins_the_count_anew() -> None:
    back, (event,) = seen(missing(1, 2, 25), at=NOON + timedelta(hours=30), capture=50, whole=True)

    assert (back.state, back.absences, back.missing_since) == (State.PRESENT, (), None)
    assert event.kind is Kind.REAPPEARED


def test_what_was_gone_returns_and_stays_returned_until_it_is_gone_again() -> None:
    gone, _ = settle(missing(1, 2, 25, 73), {}, INTERVALS)
    back, (event,) = seen(gone, at=NOON + timedelta(hours=99), capture=50, whole=True)
    assert (back.state, event.kind, back.gone_since) == (State.RETURNED, Kind.RETURNED, None)

    hidden, _ = failed(back, Look.BLOCKED)
    again, events = seen(hidden, at=NOON + timedelta(hours=100), capture=51, whole=True)
    assert (hidden.state, again.state, events) == (State.BLOCKED, State.RETURNED, ())


def test_a_failed_look_never_touches_what_is_missing_or_gone() -> None:
    gone, _ = settle(missing(1, 2, 25, 73), {}, INTERVALS)
    for standing in (missing(1), gone):
        for look in (Look.BLOCKED, Look.ERROR):
            assert failed(standing, look) == (standing, ())


def test_only_an_answered_absence_is_one() -> None:
    assert look_of("absent") is Look.ABSENT
    assert {look_of(name) for name in ("refused", "blocked", "disallowed")} == {Look.BLOCKED}
    others = ("timed_out", "redirected", "listed", "stored", "unreadable", "damaged", "server_error")
    assert {look_of(name) for name in others} == {Look.ERROR}


LOOKS = st.lists(
    st.tuples(
        st.sampled_from(["seen", "absent", "absent", "blocked", "error"]), st.booleans(), st.floats(0, 60)
    ),
    max_size=40,
)


@given(LOOKS)
def test_gone_has_always_enough_counted_absences_since_the_last_sight(
    looks: list[tuple[str, bool, float]],
) -> None:
    standing, now, since = HERE, NOON, list[tuple[int, bool]]()
    for number, (look, canary, hours) in enumerate(looks, start=1):
        now += timedelta(hours=hours)
        before = standing
        if look == "seen":
            standing, _ = seen(standing, at=now, capture=number, whole=True)
            since.clear()
            assert standing.state in (State.PRESENT, State.RETURNED)
        elif look == "absent":
            standing, _ = absent(standing, Absence(capture=number, run=number, at=now))
            since.append((number, canary))
        else:
            standing, events = failed(standing, Look(look))
            assert events == ()
            assert (standing.missing_since, standing.absences) == (before.missing_since, before.absences)
        standing, events = settle(standing, {number: (1000,)} if canary else {}, INTERVALS)
        if standing.state is State.GONE:
            assert sum(counts for _, counts in since) > len(INTERVALS)
        if any(event.kind is Kind.GONE for event in events):
            assert standing.gone_since is not None
            assert standing.missing_since is not None
            assert standing.gone_since - standing.missing_since >= INTERVALS[-1]
        assert (standing.missing_since is None) == (standing.state not in (State.SUSPECT, State.GONE))
        assert settle(standing, {}, INTERVALS) == (standing, ()), "judging twice changes nothing"
