"""The client: a method for each thing the service does."""

from __future__ import annotations

from graphsvc.client.networks import Networks
from graphsvc.client.questions import Questions
from graphsvc.client.records import Records


class Client(Questions, Networks, Records):
    """A service, asked from Python.

    Requests that do no harm when repeated are sent again while the service is busy or away, and
    long answers are waited for. What is asked for as of a day, without some linking nodes or in a
    language is asked so each time, if it is given here.

    Parameters
    ----------
    address
        Where the service is.
    key
        Its access key, where it has one.
    as_of, exclude, lang
        What every question is asked with, unless it says otherwise.
    timeout
        How many seconds one request may take.
    tries
        How often a request is sent in all.
    progress
        Is given the job, as /v1/jobs tells of it, each time a long answer is waited for.

    Raises
    ------
    ImportError
        httpx2 is not installed; it comes with the extra `client`.

    Notes
    -----
    Every method raises ApiError, with all faults, where the service refuses, and Unreachable where
    nothing answers.
    """
