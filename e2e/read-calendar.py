"""Reads a calendar from standard input with three Python libraries and says what each made of it, as JSON."""

import json
import sys
from datetime import timezone

import ics
import icalendar
import vobject


def moment(when):
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def by_icalendar(data):
    read = icalendar.Calendar.from_ical(data)
    assert not read.errors, read.errors
    events = []
    for event in read.walk("VEVENT"):
        assert not event.errors, event.errors
        events.append({
            "uid": str(event["UID"]), "starts": moment(event.decoded("DTSTART")), "ends": moment(event.decoded("DTEND")),
            "summary": str(event["SUMMARY"]), "location": str(event.get("LOCATION", "")),
            "description": str(event.get("DESCRIPTION", "")),
            "status": str(event["STATUS"]), "sequence": int(event["SEQUENCE"])})
    return str(read["X-WR-CALNAME"]), events


def by_ics(data):
    read = ics.Calendar(data.decode())
    extra = lambda event, name: next(line.value for line in event.extra if line.name == name)
    return next(line.value for line in read.extra if line.name == "X-WR-CALNAME").replace("\\,", ","), [{
        "uid": event.uid, "starts": moment(event.begin.datetime), "ends": moment(event.end.datetime),
        "summary": event.name, "location": event.location or "", "description": event.description or "",
        "status": event.status, "sequence": int(extra(event, "SEQUENCE"))} for event in read.events]


def by_vobject(data):
    read = vobject.readOne(data.decode())
    read.validate(raiseException=True)
    said = lambda event, name: getattr(event, name).value if hasattr(event, name) else ""
    return read.x_wr_calname.value, [{
        "uid": event.uid.value, "starts": moment(event.dtstart.value), "ends": moment(event.dtend.value),
        "summary": event.summary.value, "location": said(event, "location"), "description": said(event, "description"),
        "status": event.status.value, "sequence": int(event.sequence.value)} for event in read.vevent_list]


def main():
    data = sys.stdin.buffer.read()
    for reader in (by_icalendar, by_ics, by_vobject):
        name, events = reader(data)
        print(json.dumps({"reader": reader.__name__[3:], "name": name, "events": sorted(events, key=lambda event: event["uid"])}))


main()
