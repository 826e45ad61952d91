"""A running service, asked from Python.

    from graphsvc.client import Client

    with Client("http://127.0.0.1:8000") as service:
        service.bridging("lip:ottawa").to_pandas()

Comes with the extra `client`: `pip install "graphsvc[client]"`.
"""

from __future__ import annotations

from graphsvc.client.answers import Answer, Pages, Table
from graphsvc.client.asking import Client
from graphsvc.client.trouble import ApiError, JobFailed, Told, Unreachable

__all__ = ["Answer", "ApiError", "Client", "JobFailed", "Pages", "Table", "Told", "Unreachable"]
