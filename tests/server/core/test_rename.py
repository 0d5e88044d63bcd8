"""RENAME (IRCv3 channel-rename)."""

from __future__ import annotations

import pytest

from server.core import state
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only

CAPS = "draft/channel-rename"


@pytest.fixture
def ann(network: CoreNetwork) -> CoreClient:
    return network.register("ann", caps=CAPS).join("#old")


def test_who_knows_it_reads_rename(network: CoreNetwork, ann: CoreClient):
    ben = network.register("ben", caps=CAPS).join("#old")
    ann.read()
    assert only(ann.ask("RENAME #OLD #new :Typo fix")) == ("RENAME", "#old", "#new", "Typo fix")
    (told,) = ben.read()
    assert told.source == ann.user.source
    assert told.params == ("#old", "#new", "Typo fix")


def test_without_a_reason_it_is_empty(ann: CoreClient):
    assert only(ann.ask("RENAME #old #new")) == ("RENAME", "#old", "#new", "")


def test_all_but_the_name_stays(network: CoreNetwork, ann: CoreClient, bob: CoreClient):
    ann.send("TOPIC #old :hello", "MODE #old +ib x!*@*", "INVITE bob #old", "RENAME #old #new")
    ann.read()
    assert commands(ann.ask("MODE #old")) == ["403"]
    assert lines(ann.ask("MODE #new"))[0] == ("324", "ann", "#new", "+int")
    assert lines(ann.ask("TOPIC #new"))[0] == ("332", "ann", "#new", "hello")
    assert lines(ann.ask("NAMES #new"))[0][-1] == "@ann"
    assert len(ann.ask("MODE #new b")) == 2
    assert lines(bob.ask("INVITE"))[0] == ("336", "bob", "#new")
    assert commands(bob.ask("JOIN #new"))[0] == "JOIN"
    assert commands(ann.read()) == ["JOIN"]
    ann.send("PRIVMSG #new :hi")
    assert only(bob.read()) == ("PRIVMSG", "#new", "hi")


def test_others_read_part_and_join(network: CoreNetwork, ann: CoreClient, bob: CoreClient):
    ann.send("TOPIC #old :hello")
    bob.join("#old")
    bob.send("CAP REQ extended-join")
    bob.read()
    ann.send("RENAME #old #new :Typo fix")
    told = bob.read()
    assert lines(told)[:3] == [
        ("PART", "#old", "Typo fix"),
        ("JOIN", "#new", "*", "Real Name"),
        ("332", "bob", "#new", "hello"),
    ]
    assert {message.source for message in told[:2]} == {bob.user.source}
    assert commands(told)[3:] == ["333", "353", "366"]


def test_who_renames_without_knowing_it_reads_the_fallback(alice: CoreClient):
    alice.join("#old")
    said = alice.ask("RENAME #old #new")
    assert lines(said)[:2] == [("PART", "#old"), ("JOIN", "#new")]
    assert commands(said)[2:] == ["353", "366"]


def test_no_implicit_names_holds_for_the_fallback(network: CoreNetwork):
    client = network.register("dave", caps="no-implicit-names").join("#old")
    assert commands(client.ask("RENAME #old #new")) == ["PART", "JOIN"]


def test_another_case_of_the_name_takes_no_fallback(ann: CoreClient, bob: CoreClient):
    bob.join("#old")
    ann.read()
    assert only(ann.ask("RENAME #old #OLD")) == ("RENAME", "#old", "#OLD", "")
    assert bob.read() == []
    assert lines(bob.ask("MODE #old"))[0][2] == "#OLD"


def test_rename_errors(network: CoreNetwork, ann: CoreClient, bob: CoreClient, carol: CoreClient):
    bob.join("#old")
    carol.join("#taken")
    ann.read()
    assert head(ann.ask("RENAME #old")) == ("461", "ann", "RENAME")
    assert head(ann.ask("RENAME #none #new")) == ("403", "ann", "#none")
    assert head(ann.ask("RENAME #taken #new")) == ("442", "ann", "#taken")
    assert head(bob.ask("RENAME #old #new")) == ("482", "bob", "#old")
    assert head(ann.ask("RENAME #old #TAKEN")) == (
        *("FAIL", "RENAME", "CHANNEL_NAME_IN_USE", "#old", "#TAKEN"),
    )
    for bad in ("%local", "#a,b", "#old", f"#{'x' * 64}"):
        assert head(ann.ask(f"RENAME #old {bad}")) == (
            *("FAIL", "RENAME", "CANNOT_RENAME", "#old", bad),
        )


# Redirection from the old name of a founded channel.


@pytest.fixture
def founder(network: CoreNetwork) -> CoreClient:
    network.add_account("fay")
    client = network.member("fay", "#old", caps=CAPS)
    client.ask("RENAME #old #new")
    return client


def test_who_joins_by_the_old_name_is_told_the_new_one(network: CoreNetwork, founder: CoreClient):
    ann = network.register("ann", caps=CAPS)
    assert head(ann.ask("JOIN #OLD")) == ("FAIL", "JOIN", "CHANNEL_RENAMED", "#OLD", "#new")
    assert founder.read() == []


def test_who_does_not_know_rename_is_linked_to_the_new_name(founder: CoreClient, bob: CoreClient):
    founder.ask("MODE #new +k key")
    said = bob.ask("JOIN #old key")
    assert lines(said)[:2] == [
        ("470", "bob", "#old", "#new", "The channel has been renamed"),
        ("JOIN", "#new"),
    ]
    assert commands(bob.ask("JOIN #old")) == ["470"]


def test_a_secret_channels_name_is_not_told(founder: CoreClient, bob: CoreClient):
    founder.ask("MODE #new +s")
    assert lines(bob.ask("JOIN #old"))[0] == ("JOIN", "#old")


def test_the_founder_may_make_another_of_the_old_name(founder: CoreClient, bob: CoreClient):
    assert lines(founder.ask("JOIN #old"))[0] == ("JOIN", "#old")
    assert lines(bob.ask("JOIN #old"))[0] == ("JOIN", "#old")


def test_nobody_else_takes_the_old_name_by_renaming(founder: CoreClient, bob: CoreClient):
    bob.join("#bobs")
    assert head(bob.ask("RENAME #bobs #old")) == (
        *("FAIL", "RENAME", "CHANNEL_NAME_IN_USE", "#bobs", "#old"),
    )
    assert only(founder.ask("RENAME #new #old"))[:3] == ("RENAME", "#new", "#old")
    assert head(bob.ask("RENAME #bobs #new"))[2] == "CHANNEL_NAME_IN_USE"
    assert lines(bob.ask("JOIN #old"))[0] == ("JOIN", "#old")


def test_the_old_name_is_known_after_a_restart(network: CoreNetwork, founder: CoreClient):
    founder.ask("RENAME #new #newest")
    network.restart()
    bob = network.register("bob")
    assert lines(bob.ask("JOIN #old"))[0][:4] == ("470", "bob", "#old", "#newest")
    assert lines(bob.ask("JOIN #new"))[0][:4] == ("470", "bob", "#new", "#newest")


def test_who_took_the_old_name_has_taken_it_for_good(network: CoreNetwork, founder: CoreClient):
    founder.ask("MODE #new +s")
    bob = network.register("bob").join("#old")
    bob.ask("PART #old")
    network.restart()
    network.member("fay", "#new").ask("MODE #new -s")
    assert lines(network.register("bob").ask("JOIN #old"))[0] == ("JOIN", "#old")


def test_the_old_name_of_what_nobody_founded_is_free(ann: CoreClient, bob: CoreClient):
    ann.ask("RENAME #old #new")
    assert lines(bob.ask("JOIN #old"))[0] == ("JOIN", "#old")


def test_so_many_old_names_are_remembered(
    network: CoreNetwork, founder: CoreClient, bob: CoreClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(state, "_FORMER_NAMES", 2)
    founder.ask("RENAME #new #newer", "RENAME #newer #newest")
    assert commands(bob.ask("JOIN #new"))[0] == "470"
    assert lines(bob.ask("JOIN #old"))[0] == ("JOIN", "#old")
