"""Settings: each is documented, a bad one stops the start with one sentence, and secrets never print."""

import re
from pathlib import Path

import pytest

from core.errors import BadSetting
from core.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_documented(name: str) -> None:
    assert re.search(rf"^{name}=", (ROOT / "deploy" / "env.example").read_text(), re.MULTILINE)
    assert f"`{name}`" in (ROOT / "README.md").read_text()


def test_the_example_file_names_no_setting_that_does_not_exist() -> None:
    named = re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "env.example").read_text(), re.MULTILINE)
    assert set(named) == set(NAMES)


def test_the_example_file_itself_is_a_valid_configuration() -> None:
    assert read_settings(str(ROOT / "deploy" / "env.example")) == read_settings(None)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "0", "PORT"),
        ("PORT", "eighty", "PORT"),
        ("AVE_API_PLAN", "gold", "AVE_API_PLAN"),
        ("TELEGRAM_API_BASE", "localhost:8081", "TELEGRAM_API_BASE must be an http"),
        ("DEBUG", "perhaps", "DEBUG"),
        ("ACCESS_TOKEN_EXPIRE_MINUTES", "-5", "ACCESS_TOKEN_EXPIRE_MINUTES"),
    ],
)
def test_a_bad_value_stops_the_start_and_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as refused:
        read_settings(None)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_api_base_without_a_token_is_a_mistake_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:8081")
    with pytest.raises(BadSetting, match="TELEGRAM_BOT_TOKEN is not"):
        read_settings(None)


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert read_settings(None).telegram_bot_token is None


def test_secrets_never_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:very-secret")
    monkeypatch.setenv("AVE_API_KEY", "also-secret")
    settings = read_settings(None)
    assert "secret" not in f"{settings!r} {settings}".replace("SecretStr", "").replace("secret_key", "")


def test_a_bad_secret_is_not_repeated_in_the_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:very-secret")
    monkeypatch.setenv("PORT", "x")
    with pytest.raises(BadSetting) as refused:
        read_settings(None)
    assert "very-secret" not in str(refused.value)
