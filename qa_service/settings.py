"""Settings from the environment and `.env`, all named QA_*; each knows where it came from."""

from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "QA_"
SHORT_HOST = 14


class Settings(BaseSettings):
    """What an operator may decide. Defaults run the whole service in one process on one folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    data_dir: Path = Field(Path("qa-data"), description="folder of database, files and keys")
    database_url: str = Field("", description="empty: SQLite in the data folder")
    label_host: str = Field("", description="host printed on labels for ever; empty: as set up")
    public_url: str = Field("", description="address of this service as others see it")
    trusted_root: str = Field("", description="fingerprint of the root that `verify` trusts")
    bind_host: str = Field("127.0.0.1", description="address to listen on")
    bind_port: int = Field(8000, ge=1, le=65535, description="port to listen on")
    key_passphrase: SecretStr = Field(SecretStr(""), description="opens the signing keys")
    key_passphrase_file: Path | None = Field(None, description="file that holds the passphrase")
    secure_cookies: bool = Field(False, description="true behind HTTPS: __Host- cookie, Secure")
    session_idle_hours: int = Field(12, ge=1, description="sign-in ends after this idle time")
    session_days: int = Field(30, ge=1, description="sign-in ends after this time in any case")
    max_json_bytes: int = Field(1_000_000, description="largest JSON body")
    max_photo_bytes: int = Field(32_000_000, description="largest photo")
    max_photo_megapixels: float = Field(50.0, description="most pixels that are decoded")
    workers: int = Field(1, ge=0, description="job worker threads in this process")
    language: str = Field("", description="en, fr, sw or ar in commands; empty: that of LANG")
    log_format: Literal["plain", "json"] = Field("plain", description="form of log lines")

    @property
    def effective_database_url(self) -> str:
        """The given address, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'qa.sqlite3').absolute()}"


def origin(name: str, *, environment: dict[str, str], env_file: Path) -> str:
    """Where a setting's value came from: environment, the .env file or the default."""
    wanted = f"{PREFIX}{name}".upper()
    if any(key.upper() == wanted for key in environment):
        return "environment"
    if env_file.exists() and any(key.upper() == wanted for key in dotenv_values(env_file)):
        return str(env_file)
    return "default"
