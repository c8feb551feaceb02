"""A database's URL: what a person may write, what is refused, and what is never shown."""

import pytest

from adapters.postgres.link import DatabaseAddress, LinkLimits
from adapters.postgres.link.pool import connect_options
from domain.kernel.errors import Invalid

PASSWORD = "s3cret-p%40ss"
DIRECT = f"postgresql://someone:{PASSWORD}@db.example.org:5432/postgres"


@pytest.mark.parametrize(
    "pooled",
    [
        f"postgresql://someone:{PASSWORD}@aws-0.pooler.example.org:6543/postgres",
        f"{DIRECT}?pgbouncer=true",
        f"{DIRECT}?sslmode=require&pgbouncer=TRUE&connection_limit=1",
        "postgres:///postgres?host=/run/pooler&port=6543",
    ],
)
def test_through_a_pooler_nothing_is_prepared_and_nothing_is_set(pooled: str) -> None:
    address = DatabaseAddress.parse(pooled)
    options = connect_options(address, LinkLimits())
    assert address.pooled
    assert options["statement_cache_size"] == 0
    assert "server_settings" not in options
    assert "pgbouncer" not in options["dsn"]
    assert "connection_limit" not in options["dsn"]


def test_a_direct_link_says_who_it_is() -> None:
    options = connect_options(DatabaseAddress.parse(DIRECT), LinkLimits())
    assert options["server_settings"] == {"application_name": "community-os"}
    assert "statement_cache_size" not in options


def test_settings_of_the_session_do_not_go_through_a_pooler() -> None:
    address = DatabaseAddress.parse(
        f"{DIRECT}?search_path=x&sslmode=require&application_name=y&pgbouncer=true"
    )
    assert address.url == f"{DIRECT}?sslmode=require"


def test_a_pooler_in_session_mode_is_direct_where_the_url_says_so() -> None:
    address = DatabaseAddress.parse(f"{DIRECT}?pgbouncer=false")
    assert address.direct_by_word
    assert not address.pooled
    assert address.url == DIRECT


def test_the_password_is_never_shown() -> None:
    address = DatabaseAddress.parse(DIRECT)
    shown = f"{address} {address!r} {[address]} {address.as_pooled()}"
    assert "s3cret" not in shown
    assert "someone" not in shown
    assert "postgres at db.example.org:5432" in shown


@pytest.mark.parametrize(
    "wrong",
    [
        "mysql://root:s3cret@localhost/db",
        "localhost:5432/db",
        "",
        "postgresql://someone:s3cret#1@db.example.org/postgres",
        "postgresql://someone:s3cret/1@db.example.org:5432/postgres",
        "postgresql://postgres:[YOUR-PASSWORD]@db.example.org:5432/postgres",
        "postgresql://someone:s3cret@db.example.org:port/postgres",
        "postgresql:///postgres",
    ],
)
def test_what_is_no_address_is_refused_with_the_form_and_without_the_password(wrong: str) -> None:
    with pytest.raises(
        Invalid, match=r"COMMUNITY_OS_DATABASE_URL .*postgresql://USER:PASSWORD@HOST"
    ) as refusal:
        DatabaseAddress.parse(wrong)
    assert "s3cret" not in str(refusal.value)


def test_another_database_of_the_same_server_keeps_everything_else() -> None:
    other = DatabaseAddress.parse(f"{DIRECT}?pgbouncer=true").for_database("a b/c")
    assert other.database == "a b/c"
    assert other.pooled
    assert other.url == f"postgresql://someone:{PASSWORD}@db.example.org:5432/a%20b%2Fc"
