"""Settings: read from one table, all problems at once, nothing secret shown."""

from pathlib import Path

import pytest

from bootstrap.settings import TABLE, SettingsProblems, load, read_dotenv
from bootstrap.settings.reading import data_folder

HOME = {"COMMUNITY_OS_HOME": "/somewhere/community-os"}
PASSWORD = "hunter2-and-some-more"


def test_nothing_has_to_be_set():
    settings = load({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8050)
    assert settings.home.name == "community-os"
    assert settings.database_url is None
    assert settings.staff_password is None
    assert settings.warnings == ()


def test_every_setting_of_the_table_is_read_into_its_field():
    for setting in TABLE:
        assert hasattr(load(HOME), setting.field)


@pytest.mark.parametrize(
    "setting", [each for each in TABLE if each.name != "DISCORD_TOKEN"], ids=lambda setting: setting.name
)
def test_the_example_of_each_setting_is_accepted(setting, tmp_path):
    given = {
        "COMMUNITY_OS_DATABASE_URL": "postgresql://a:b@db.example.org/c",
        "COMMUNITY_OS_SHARD_COUNT": "2",
        setting.variable: setting.example,
    }
    assert getattr(load(given), setting.field) is not None


def test_all_problems_are_told_at_once_each_with_its_remedy():
    with pytest.raises(SettingsProblems) as raised:
        load(
            {
                "COMMUNITY_OS_PORT": "eighty",
                "COMMUNITY_OS_HOST": "http://here",
                "COMMUNITY_OS_SECRET": "short",
                "COMMUNITY_OS_DATABASE_URL": "mysql://somewhere",
                "COMMUNITY_OS_LOG_LEVEL": "shout",
            }
        )
    told = str(raised.value)
    assert len(raised.value.problems) == 5
    for name in ("PORT", "HOST", "SECRET", "DATABASE_URL", "LOG_LEVEL"):
        assert f"COMMUNITY_OS_{name}: " in told
    assert "between 1 and 65535" in told
    assert "token_urlsafe" in told


def test_a_problem_never_repeats_a_secret():
    with pytest.raises(SettingsProblems) as raised:
        load(
            {
                "COMMUNITY_OS_SECRET": "pssst",
                "COMMUNITY_OS_STAFF_PASSWORD": "pw-1",
                "COMMUNITY_OS_DATABASE_URL": f"mysql://me:{PASSWORD}@db/x",
            }
        )
    for secret in ("pssst", "pw-1", PASSWORD):
        assert secret not in str(raised.value)


def test_secrets_are_hidden_wherever_settings_are_shown():
    settings = load(
        {
            "COMMUNITY_OS_SECRET": PASSWORD,
            "COMMUNITY_OS_STAFF_PASSWORD": PASSWORD,
            "COMMUNITY_OS_DATABASE_URL": f"postgresql://me:{PASSWORD}@db.example.org/x",
        }
    )
    assert PASSWORD not in repr(settings)
    assert settings.secret is not None
    assert settings.secret.reveal() == PASSWORD


def test_the_environment_goes_before_the_file_and_the_file_before_the_default():
    written = {"COMMUNITY_OS_PORT": "1111", "COMMUNITY_OS_HOST": "localhost"}
    settings = load({"COMMUNITY_OS_PORT": "2222"}, written)
    assert (settings.host, settings.port) == ("localhost", 2222)


def test_an_empty_value_is_as_good_as_none():
    assert load({"COMMUNITY_OS_PORT": ""}).port == 8050


def test_a_mistyped_name_is_warned_about_with_a_suggestion():
    (warning,) = load({"COMMUNITY_OS_PROT": "8051"}).warnings
    assert "did you mean COMMUNITY_OS_PORT?" in warning


def test_names_of_the_tests_are_not_warned_about():
    assert load({"COMMUNITY_OS_TEST_DATABASE_URL": "x"}).warnings == ()


def test_a_direct_address_alone_is_a_mistake():
    with pytest.raises(SettingsProblems, match="without COMMUNITY_OS_DATABASE_URL"):
        load({"COMMUNITY_OS_DATABASE_DIRECT_URL": "postgresql://a:b@db.example.org/c"})


def test_a_data_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(SettingsProblems, match="is a file"):
        load({"COMMUNITY_OS_HOME": str(tmp_path / "taken")})


def test_the_data_folder_is_the_platforms_own(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    assert data_folder({}, "linux") == Path("/home/ada/.local/share/community-os")
    assert data_folder({"XDG_DATA_HOME": "/data"}, "linux") == Path("/data/community-os")
    assert data_folder({}, "darwin") == Path("/home/ada/Library/Application Support/community-os")


def test_a_password_in_the_file_may_hold_a_dollar(tmp_path):
    file = tmp_path / ".env"
    file.write_text("COMMUNITY_OS_STAFF_PASSWORD='four$words of ${HOME}'\n", encoding="utf-8")
    settings = load({}, read_dotenv(file))
    assert settings.staff_password is not None
    assert settings.staff_password.reveal() == "four$words of ${HOME}"


def test_a_file_that_is_no_text_is_a_problem_and_no_crash(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"COMMUNITY_OS_PORT=\xff\xfe")
    with pytest.raises(SettingsProblems, match="cannot be read"):
        read_dotenv(file)
