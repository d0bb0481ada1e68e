"""What a PostgreSQL server and its driver complain of, each as one line; no password is ever in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from npo_cli.bookkeeping.storage.interface import StorageError
from npo_cli.fault import Fault, fault
from npo_cli.language import Phrase

NOT_REACHED = Phrase(
    "de database is niet te bereiken ({problem}); controleer adres, netwerk en of de server draait.",
    "the database cannot be reached ({problem}); check the address, the network and whether the server runs.",
)
NO_ACCESS = Phrase(
    "de database weigert deze gebruiker of dit wachtwoord; controleer de URL, of vraag de beheerder.",
    "the database refuses this user or password; check the URL, or ask its administrator.",
)
NO_DATABASE = Phrase(
    "deze database bestaat niet op de server; controleer de naam achter de laatste schuine streep.",
    "this database does not exist on the server; check the name behind the last slash.",
)
NO_RIGHT = Phrase(
    "uw rol in de database mag dit niet; er is niets geboekt. Vraag rechten aan de beheerder (npo ledger grant-sql).",
    "your role in the database may not do this; nothing was booked. Ask its administrator (npo ledger grant-sql).",
)
BUSY = Phrase(
    "een ander schrijft in dit grootboek; er is niets geboekt. Probeer het zo nog eens.",
    "somebody else is writing to this ledger; nothing was booked. Try again in a moment.",
)
TOO_LONG = Phrase(
    "de database brak de opdracht af, want die duurde te lang of is door iemand gestopt; er is niets geboekt.",
    "the database broke the query off, for it took too long or somebody stopped it; nothing was booked.",
)
CUT_OFF = Phrase(
    "de verbinding met de database viel weg. Kijk met npo ledger list of de laatste boeking er staat. Zo niet, boek "
    "haar dan opnieuw.",
    "the connection to the database was lost. See with npo ledger list whether the last booking is there, and book it "
    "again if not.",
)
STARTING = Phrase(
    "de database start of stopt juist; er is niets geboekt. Probeer het zo nog eens.",
    "the database is just starting or stopping; nothing was booked. Try again in a moment.",
)
READ_ONLY = Phrase(
    "deze database kan alleen worden gelezen (een kopie, of in onderhoud); er is niets geboekt.",
    "this database can only be read (a replica, or under maintenance); nothing was booked.",
)
FULL = Phrase(
    "de server heeft geen ruimte of verbindingen meer ({problem}); er is niets geboekt. Vraag de beheerder.",
    "the server has no room or connections left ({problem}); nothing was booked. Ask its administrator.",
)
REFUSED = Phrase("de database weigert: {problem}", "the database refuses: {problem}")

_MOST_TOLD = 200  # characters of what the server says

_PLAIN: tuple[tuple[tuple[type[psycopg.Error], ...], Phrase], ...] = (
    ((errors.InvalidPassword, errors.InvalidAuthorizationSpecification), NO_ACCESS),
    ((errors.InvalidCatalogName,), NO_DATABASE),
    ((errors.InsufficientPrivilege,), NO_RIGHT),
    ((errors.ReadOnlySqlTransaction,), READ_ONLY),
    ((errors.LockNotAvailable, errors.DeadlockDetected), BUSY),
    ((errors.QueryCanceled,), TOO_LONG),
    ((errors.CannotConnectNow,), STARTING),
    ((errors.DiskFull, errors.OutOfMemory, errors.TooManyConnections), FULL),
    ((errors.AdminShutdown, errors.CrashShutdown, errors.IdleInTransactionSessionTimeout), CUT_OFF),
)

# Where there is no connection there is no code either: the client library only says it in words.
_IN_WORDS = (
    (("password", "authentication failed", 'role "', "no pg_hba.conf entry"), NO_ACCESS),
    (('database "',), NO_DATABASE),
    (("system is starting up", "system is shutting down", "recovery mode"), STARTING),
    (("too many clients", "connection slots"), FULL),
    (
        ("server closed the connection", "connection is lost", "connection is closed", "connection is bad",
         "terminating connection", "could not receive data", "could not send data", "SSL SYSCALL", "EOF detected"),
        CUT_OFF,
    ),
)  # fmt: skip

# What the driver would warn of (a rollback on a connection that is gone) is told in our own line.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


@contextmanager
def told(name: str) -> Iterator[None]:
    """Say in a line what the server of a ledger says."""
    try:
        yield
    except psycopg.Error as error:
        raise StorageError(_problem(error, name)) from error


def _problem(error: psycopg.Error, name: str) -> Fault:
    text = " ".join(str(error).split())
    for kinds, phrase in _PLAIN:
        if isinstance(error, kinds):
            return fault(phrase, name, problem=text[:_MOST_TOLD])
    if not isinstance(error, psycopg.OperationalError):
        return fault(REFUSED, name, problem=text[:_MOST_TOLD])
    last = text.rpartition(": ")[2][:_MOST_TOLD]
    for parts, phrase in _IN_WORDS:
        if any(part in text for part in parts):
            return fault(phrase, name, problem=last)
    return fault(NOT_REACHED, name, problem=last)
