"""Settings: read once from the environment (`GRAPHSVC_...`), checked together, then passed down."""

from __future__ import annotations

import ipaddress
import os
import re
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graphsvc.errors import SettingsError
from graphsvc.language import message

_SHORTEST_KEY = 16
_BOLT = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^/\s]")


def _data_folder() -> Path:
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "graphsvc"


class Settings(BaseSettings):
    """What can be set. Every name here is an environment variable with the prefix `GRAPHSVC_`."""

    model_config = SettingsConfigDict(env_prefix="GRAPHSVC_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    api_key: SecretStr | None = Field(
        None,
        description="Key that requests must carry as `Authorization: Bearer`. "
        "Required on any address but loopback.",
    )
    allowed_hosts: str = Field(
        "",
        description="Further names, comma-separated, under which the service may be addressed "
        "(Host header), for example behind a reverse proxy.",
    )
    data_dir: Path = Field(
        default_factory=_data_folder, description="Folder of the embedded store."
    )
    store_memory: str = Field(
        "512m", pattern=r"^\d+[mg]$", description="Memory the embedded store may use."
    )
    neo4j_uri: str | None = Field(
        None,
        description="Address of a Neo4j server, as bolt://127.0.0.1:7687; without one the embedded "
        "store is used.",
    )
    neo4j_user: str = Field("neo4j", description="User on that server.")
    neo4j_password: SecretStr | None = Field(None, description="Password on that server.")
    neo4j_database: str = Field("neo4j", description="Database on that server.")
    seed: bool = Field(
        default=True,
        description="Load the public records when `graphsvc serve` finds the graph empty.",
    )

    chromium: str = Field(
        "",
        description="Chromium that makes PDF files of reports: a name or a path. Where it is not "
        "set, chromium, chromium-browser or google-chrome is looked for; where there is none, "
        "pages say how to print to PDF.",
    )

    @field_validator("neo4j_uri")
    @classmethod
    def _speaks_bolt(cls, uri: str | None) -> str | None:
        if uri is not None and not _BOLT.match(uri):
            raise ValueError("write it as bolt://127.0.0.1:7687 or neo4j+s://db.example.org")
        return uri

    @property
    def is_loopback(self) -> bool:
        """Whether only programs on this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def known_hosts(self) -> frozenset[str]:
        """Names and addresses under which requests may address the service."""
        further = {name.strip().lower() for name in self.allowed_hosts.split(",") if name.strip()}
        own = set() if self.host in {"0.0.0.0", "::"} else {self.host.lower()}  # noqa: S104
        return frozenset({"localhost", "127.0.0.1", "::1", *own, *further})


def read_settings(**given: Any) -> Settings:
    """Read the settings and check them together.

    Parameters
    ----------
    given
        Values from the command line; they win over the environment.

    Raises
    ------
    SettingsError
        A value cannot be used, or the values together would be unsafe.
    """
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        raise SettingsError(
            message(
                "The setting GRAPHSVC_{name} cannot be used: {problem}.",
                name="_".join(str(part) for part in fault["loc"]).upper(),
                problem=fault["msg"].removeprefix("Value error, "),
            )
        ) from None
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    if not settings.is_loopback and not key:
        raise SettingsError(
            message(
                "Listening on {host} would let others in. Set GRAPHSVC_API_KEY to a secret of at "
                "least {count} characters, or listen on 127.0.0.1.",
                host=settings.host,
                count=_SHORTEST_KEY,
            )
        )
    if key and (len(key) < _SHORTEST_KEY or not re.fullmatch(r"[!-~]+", key)):
        raise SettingsError(
            message(
                "GRAPHSVC_API_KEY needs at least {count} characters, printable and without spaces.",
                count=_SHORTEST_KEY,
            )
        )
    if settings.neo4j_uri and not settings.neo4j_password:
        raise SettingsError(
            message("GRAPHSVC_NEO4J_URI is set, so GRAPHSVC_NEO4J_PASSWORD is needed too.")
        )
    return settings
