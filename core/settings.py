"""The operator's settings: environment (and `.env`) read once into one frozen object."""

from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import BadSetting

TELEGRAM = "https://api.telegram.org"
AVE_CLOUD = "https://prod.ave-api.com/v2"
AVE_STREAM = "wss://wss.ave-api.xyz"


class Settings(BaseSettings):
    """Every setting of the product; an empty value counts as not set. Secrets never print."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = "sqlite:///./data/app.db"

    telegram_bot_token: SecretStr | None = None
    telegram_api_base: str = TELEGRAM

    minimax_api_key: SecretStr | None = None
    minimax_model: str = "MiniMax-M3"
    minimax_base_url: str = "https://api.minimax.io/anthropic"
    designer: Literal["auto", "crew", "offline"] = "auto"

    ave_api_key: SecretStr | None = None
    ave_api_plan: Literal["free", "normal", "pro"] = Field(
        "free", validation_alias=AliasChoices("ave_api_plan", "api_plan")
    )
    ave_api_base: str = AVE_CLOUD
    ave_stream_base: str = AVE_STREAM
    ave_daily_units: int | None = Field(None, ge=100)

    secret_key: SecretStr | None = None
    jwt_algorithm: Literal["HS256", "HS384", "HS512"] = "HS256"
    access_token_expire_minutes: int = Field(1440, ge=1, le=525_600)

    simulation_tick_seconds: int = Field(60, ge=5, le=86_400)

    operator_ids: str = Field("", pattern=r"^\s*(\d{1,15}(\s*,\s*\d{1,15})*)?\s*$")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65_535)
    debug: bool = False

    @property
    def operators(self) -> frozenset[int]:
        """Telegram ids of those who run this installation."""
        return frozenset(int(each) for each in self.operator_ids.split(",") if each.strip())

    @field_validator("telegram_api_base", "minimax_base_url", "ave_api_base")
    @classmethod
    def _http_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must be an http:// or https:// address")
        return value.rstrip("/")

    @field_validator("ave_stream_base")
    @classmethod
    def _socket_address(cls, value: str) -> str:
        if not value.startswith(("ws://", "wss://")):
            raise ValueError("must be a ws:// or wss:// address")
        return value.rstrip("/")

    @field_validator("telegram_bot_token", "minimax_api_key", "ave_api_key", "secret_key", mode="before")
    @classmethod
    def _without_stray_spaces(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value


def read_settings(env_file: str | None = ".env") -> Settings:
    """Read the environment. Raises BadSetting with one sentence that names the variable."""
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        raise BadSetting(_sentence(error)) from None
    if settings.telegram_bot_token is None and settings.telegram_api_base != TELEGRAM:
        raise BadSetting("TELEGRAM_API_BASE is set but TELEGRAM_BOT_TOKEN is not: set both, or neither for the sandbox")
    return settings


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
    context = first.get("ctx", {})
    reason = str(context["error"]) if "error" in context else first["msg"].replace("Input should", "must", 1)
    return f"{name} {reason[:1].lower()}{reason[1:]}"
