"""The registry of accounts: which names are the same, and what stands in the place of what."""

from __future__ import annotations

from server.core.accounts import Account, AccountRegistry

LOOKALIKE = "b\u043eb"  # with a Cyrillic o


def test_a_nick_that_looks_like_an_account_is_kept_for_it():
    registry = AccountRegistry()
    bob = Account("bob", 0.0)
    registry.put(bob)
    assert registry.reserver_of(LOOKALIKE) is bob
    assert registry.holder_of(LOOKALIKE, 0.0) is bob


def test_two_accounts_that_are_there_both_stay_and_keep_their_own_names():
    """Of a time when fewer names were the same: nobody's account is pushed out by another's."""
    registry = AccountRegistry()
    bob, other = Account("bob", 0.0), Account(LOOKALIKE, 0.0)
    registry.put(bob)
    registry.put(other)
    assert registry.find("BOB") is bob
    assert registry.find(LOOKALIKE) is other
    assert registry.reserver_of("bob") is bob
    assert registry.reserver_of(LOOKALIKE) is other
    registry.remove(LOOKALIKE)
    assert registry.reserver_of(LOOKALIKE) is bob


def test_one_that_was_never_verified_makes_room_for_one_that_reads_the_same():
    registry = AccountRegistry()
    registry.put(Account("bob", 0.0, code="digest", code_expires=9.0))
    taken = Account(LOOKALIKE, 10.0)
    registry.put(taken)
    assert registry.find("bob") is None
    assert registry.reserver_of("bob") is taken
