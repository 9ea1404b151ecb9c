#!/usr/bin/env python3
"""A client of the register's REST API, as a public body may write one: from /openapi.json, with nothing but Python.

    export TOKEN=$(./target/debug/bekreft token --consumer 991825827 --scope \
        "krr:global/kontaktinformasjon.read krr:global/digitalpost.read krr:global/hentendring.read")
    python3 docs/integration/client.py look-up 03847800088 17859012310     one line of JSON for each person
    python3 docs/integration/client.py look-up < numbers.txt               the same for any number of them
    python3 docs/integration/client.py follow copy.json                    keeps a copy up to date, and says what is in it

BASE is the register's address (http://localhost:8080). In production the token comes from Maskinporten.
"""

import calendar
import json
import os
import sys
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import Iterable, Iterator, Optional

BASE = os.environ.get("BASE", "http://localhost:8080")
A_CALL = 1000


class Refused(Exception):
    """The register has said no: `error` is for programs, the rest for the log."""

    def __init__(self, status: int, body: dict, correlation_id: str):
        super().__init__(f"{status} {body['error']}: {body['error_description']} ({correlation_id})")
        self.status, self.error = status, body["error"]


def post(path: str, body: dict, tries: int = 5) -> dict:
    """Posts JSON. Waits as long as it is told to when that is too much, or the register is away."""
    headers = {"Authorization": f"Bearer {os.environ['TOKEN']}", "Content-Type": "application/json", "Accept": "application/json"}
    request = urllib.request.Request(BASE + path, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code in (429, 503) and tries > 1:
            time.sleep(int(error.headers.get("Retry-After", "5")))
            return post(path, body, tries - 1)
        raise Refused(error.code, json.load(error), error.headers.get("X-Correlation-ID", "")) from None


def instant(text: Optional[str]) -> Optional[datetime]:
    """The offset has hours only (+01, +02), which older Pythons do not read."""
    return datetime.fromisoformat(f"{text}:00") if text else None


def eighteen_months_before(now: datetime) -> datetime:
    """By the calendar: 31 August goes back to the last of February."""
    years, month = divmod(now.year * 12 + now.month - 1 - 18, 12)
    day = min(now.day, calendar.monthrange(years, month + 1)[1])
    return now.replace(year=years, month=month + 1, day=day)


@dataclass
class Channel:
    """A mobile number or an e-mail address, and the dates by which it may be used or not."""

    value: str
    updated: Optional[datetime]
    confirmed: Optional[datetime]
    shared: bool

    @classmethod
    def of(cls, contact: dict, name: str) -> "Optional[Channel]":
        if name not in contact:
            return None
        return cls(contact[name], instant(contact.get(f"{name}_oppdatert")), instant(contact.get(f"{name}_sist_verifisert")),
                   contact.get(f"{name}_duplisert") == "JA")

    def is_fresh(self, now: datetime) -> bool:
        """Updated or confirmed in the last 18 months (eForvaltningsforskriften § 32)."""
        return any(at and at >= eighteen_months_before(now) for at in (self.updated, self.confirmed))


@dataclass
class Person:
    """What is told of a person. A field that is not told is not there, so all but two may be missing."""

    number: str
    status: str
    reserved: bool
    may_be_notified: bool
    mobile: Optional[Channel]
    email: Optional[Channel]
    mailbox: Optional[str]
    mailbox_provider: Optional[str]
    certificate: Optional[str]
    language: Optional[str]

    @classmethod
    def of(cls, told: dict) -> "Person":
        contact, mailbox = told.get("kontaktinformasjon", {}), told.get("digital_post", {})
        return cls(told["personidentifikator"], told["status"], told.get("reservasjon") == "JA",
                   told.get("varslingsstatus") == "KAN_VARSLES", Channel.of(contact, "mobiltelefonnummer"),
                   Channel.of(contact, "epostadresse"), mailbox.get("postkasseadresse"),
                   mailbox.get("postkasseleverandoeradresse"), told.get("sertifikat"), told.get("spraak"))

    def address(self, now: datetime) -> Optional[str]:
        """Where to notify her: nowhere when she may not be, and never at what is too old."""
        usable = [channel for channel in (self.mobile, self.email) if channel and channel.is_fresh(now)]
        return usable[0].value if self.may_be_notified and usable else None


def look_up(numbers: Iterable[str]) -> Iterator[Person]:
    """Any number of persons, a thousand a call, in the order in which they are asked about."""
    numbers = list(numbers)
    for start in range(0, len(numbers), A_CALL):
        body = {"personidentifikatorer": numbers[start : start + A_CALL], "inkluderIkkeRegistrerte": True}
        yield from map(Person.of, post("/rest/v2/personer", body)["personer"])


def follow(path: str) -> dict:
    """Brings a copy up to date. Persons and number are written together, so whatever happens nothing is missed."""
    os.umask(0o077)  # What is in it is nobody else's to read.
    copy = {"number": 0, "persons": {}}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            copy = json.load(file)
    while True:
        page = post("/rest/v2/krr/hentEndringer", {"fraEndringsId": copy["number"]})
        for told in page["list"]:
            copy["persons"].pop(told["personidentifikator"], None)
            if told["status"] == "AKTIV":
                copy["persons"][told["personidentifikator"]] = told
        copy["number"] = page["tilEndringsId"]
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            json.dump(copy, file)
        os.replace(f"{path}.new", path)
        if page["tilEndringsId"] >= page["sisteEndringsId"]:
            return copy


def main(arguments: list) -> int:
    now = datetime.now(timezone.utc)
    if arguments[:1] == ["look-up"]:
        for person in look_up(arguments[1:] or sys.stdin.read().split()):
            line = {**asdict(person), "address": person.address(now)}
            print(json.dumps(line, ensure_ascii=False, default=lambda at: at.isoformat()))
        return 0
    if len(arguments) == 2 and arguments[0] == "follow":
        copy = follow(arguments[1])
        print(json.dumps({"number": copy["number"], "persons": len(copy["persons"])}))
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as refused:
        sys.exit(str(refused))
