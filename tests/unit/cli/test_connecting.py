"""Connecting a Discord server, and the commands that run the product."""


def test_up_is_everything_and_the_bot_goes_by_itself(community_os):
    assert community_os("up", "--port", "8051").err == "everything on 8051\n"
    assert community_os("bot").err == "listening\n"


def test_the_invitation_is_all_that_goes_to_stdout(community_os):
    ended = community_os("discord", "invite-url", "--application-id", "113266560123256832")
    assert ended.code == 0
    assert ended.out.startswith("https://discord.com/oauth2/authorize?client_id=113266560123256832&")
    assert ended.out.count("\n") == 1


def test_more_is_asked_for_only_when_wished(community_os):
    least, more = (
        community_os("discord", "invite-url"),
        community_os("discord", "invite-url", "--with", "invites", "--with", "private-threads"),
    )
    assert least.code == more.code == 0
    assert least.out != more.out


def test_what_is_no_application_or_no_feature_is_refused_with_what_to_do(community_os):
    ended = community_os("discord", "invite-url", "--application-id", "my bot")
    assert ended.code == 2
    assert "General Information" in ended.err
    ended = community_os("discord", "invite-url", "--with", "administrator")
    assert ended.code == 2
    assert "invites" in ended.err
