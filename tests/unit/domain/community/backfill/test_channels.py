"""What can have been written in a channel."""

from domain.community.backfill.channels import BackfilledChannel


def test_nothing_was_written_before_there_was_a_channel() -> None:
    channel = BackfilledChannel(channel=700)
    assert [channel.may_hold(below) for below in (500, 700, 701)] == [False, False, True]
