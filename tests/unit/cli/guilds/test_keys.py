"""Keys of other programs, from the command line."""

import json


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(community_os):
    made = community_os("keys", "create", "Grafana", "--scope", "read:kpis", "--expires", "90d")
    token = made.out.strip()
    assert made.code == 0 and token.startswith("cos_") and "shown this once" in made.err
    listed = community_os("keys", "list")
    assert token not in listed.out and "Grafana" in listed.out and "works" in listed.out
    [told] = json.loads(community_os("keys", "list", "--json").out)
    assert (told["scopes"], told["guild"], told["used_at"]) == (["read:kpis"], None, None)
    revoked = community_os("keys", "revoke", told["id"])
    assert revoked.code == 0
    assert json.loads(community_os("keys", "list", "--json").out)[0]["state"] == "revoked"


def test_a_wrong_key_says_what_would_be_right(community_os):
    nothing = community_os("keys", "create", "Grafana")
    assert nothing.code == 2 and "read:members" in nothing.err
    unknown = community_os("keys", "create", "Grafana", "--scope", "write:all")
    assert unknown.code == 2 and "read:kpis" in unknown.err
    assert community_os("keys", "revoke", "00000000").code == 3
    assert community_os("keys", "create", "x", "--scope", "read:kpis", "--guild", "77").code == 3
    assert "There is no key yet." in community_os("keys", "list").out
