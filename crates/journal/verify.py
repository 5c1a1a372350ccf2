#!/usr/bin/env python3
# tidy: long because one file is all that an export carries, and it imports nothing of ours
"""Checks an exported minute book, offline, with Python's standard library alone.

    python3 verify.py [FOLDER] [--checkpoint FILE]... [--key KEY] [--accounts FILE]...

FOLDER is where book.jsonl lies; by default, where this program lies. With
--checkpoint the book is also held against a checkpoint that you kept yourself, and
with --key against the public key that its host published, instead of the key that
came with the export.

It takes every hash again, follows the chain, compares every text with what was
sealed, accounts for every redaction, checks the signed checkpoint, and counts every
vote and quorum again from the arrangements, appointments, arrivals, departures and
votes in the book. It posts every pound again from what was awarded, allocated,
received, released, spent and returned, and sees whether the accounts always held; with
--accounts it holds a table of postings that you were given against them. It shares no
code with Folkmoot.

Prints VALID, VALID WITH n REDACTIONS, or BROKEN with the first line that is wrong.
Exit code 0: valid. 1: broken. 2: could not be checked.
"""

import argparse
import base64
import csv
import hashlib
import json
import os
import re
import sys
from collections import namedtuple

try:
    import tomllib
except ImportError:  # before Python 3.11
    tomllib = None

LINE_TAG = b"folkmoot line 1\n"
WORDS_TAG = b"folkmoot words 1\n"
ORIGIN = "folkmoot/"
ZERO = "0" * 64
SEALED = re.compile('"sealed":"([0-9a-f]{64})"')
FIELDS = {
    "partnership": str, "number": int, "at": str, "by": str,
    "entry": str, "words": list, "previous": str, "hash": str,
}
HELP = (
    "Keep this copy as evidence, and compare it with another copy or a checkpoint kept "
    "elsewhere; lines before this one can be relied on."
)

Checkpoint = namedtuple("Checkpoint", "partnership line hash")


class Broken(Exception):
    """The book is not what it was: the first line that is wrong, and what is wrong."""

    def __init__(self, line, what):
        super().__init__(f"BROKEN at line {line}: {what}. {HELP}")


class Unusable(Exception):
    """It cannot be checked: something is missing or not what it should be."""


# --- The book ---------------------------------------------------------------------------


def read_book(path):
    """Yields each line of book.jsonl as a dictionary whose form is right."""
    with open(path, "rb") as book:
        for number, row in enumerate(book, 1):
            if not row.endswith(b"\n"):
                raise Broken(number, "it is cut short")
            try:
                line = json.loads(row.decode("utf-8"), object_pairs_hook=without_repeats)
            except (ValueError, RecursionError) as error:
                raise Broken(number, f"it is not a JSON object ({error})") from None
            if not isinstance(line, dict) or line.keys() != FIELDS.keys():
                raise Broken(number, "it does not have the fields of a line")
            for field, kind in FIELDS.items():
                if type(line[field]) is not kind:
                    raise Broken(number, f"its {field} is not what it should be")
            for field in ("partnership", "at", "by", "previous", "hash"):
                if "\n" in line[field]:
                    raise Broken(number, f"its {field} holds a newline")
            yield line


def without_repeats(pairs):
    """A JSON object; refuses one that says the same thing twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is repeated")
    return found


class Chain:
    """Follows the chain, and keeps account of texts and redactions."""

    def __init__(self, partnership):
        self.partnership = partnership
        self.number, self.hash = 0, ZERO
        self.texts = {}  # line -> how many texts it has
        self.missing, self.redacted = set(), set()
        self.hashes = {0: ZERO}

    def follow(self, line):
        number = self.number + 1
        if line["number"] != number:
            raise Broken(number, f"it is missing: line {line['number']} stands in its place")
        if line["partnership"] != self.partnership:
            raise Broken(number, f"it is from the book of {line['partnership']!r}")
        if line["previous"] != self.hash:
            raise Broken(number, "it does not follow from the line before")
        header = [line["partnership"], str(number), line["at"], line["by"], line["previous"]]
        said = "\n".join(header + [line["entry"]])
        if line["hash"] != sha256(LINE_TAG + encode(number, said)).hexdigest():
            raise Broken(number, "its hash is not the hash of what it says")
        self.number, self.hash = number, line["hash"]
        self.hashes[number] = self.hash
        self.compare_texts(line)

    def compare_texts(self, line):
        number, sealed, words = line["number"], SEALED.findall(line["entry"]), line["words"]
        if len(sealed) != len(words):
            raise Broken(number, f"it seals {len(sealed)} texts but has {len(words)} beside it")
        if words:
            self.texts[number] = len(words)
        for ordinal, (commitment, held) in enumerate(zip(sealed, words)):
            if held is None:
                self.missing.add((number, ordinal))
                continue
            if not isinstance(held, dict) or held.keys() != {"salt", "text"}:
                raise Broken(number, f"text {ordinal} is not a salt and a text")
            if not re.fullmatch("[0-9a-f]{64}", str(held["salt"])):
                raise Broken(number, f"text {ordinal} has no proper salt")
            salted = bytes.fromhex(held["salt"]) + encode(number, str(held["text"]))
            if commitment != sha256(WORDS_TAG + salted).hexdigest():
                raise Broken(number, f"text {ordinal} is not the one that was sealed")

    def redact(self, number, entry):
        """Takes note of a line that records a redaction."""
        which = entry.get("line"), entry.get("ordinal")
        there = all(type(part) is int and part >= 0 for part in which) and which[0] < number
        if not there or which[1] >= self.texts.get(which[0], 0):
            raise Broken(number, f"it redacts text {which[1]} of line {which[0]}, which was never there")
        if which in self.redacted:
            raise Broken(number, f"it redacts text {which[1]} of line {which[0]} a second time")
        self.redacted.add(which)

    def finish(self):
        for line, ordinal in sorted(self.missing - self.redacted):
            raise Broken(line, f"text {ordinal} is missing and no later line redacts it")

    def compare(self, checkpoint):
        """Holds the book against a checkpoint: the end may not be lost, nor the past rewritten."""
        if checkpoint.partnership != self.partnership:
            raise Broken(0, f"the checkpoint is for the book of {checkpoint.partnership}")
        if checkpoint.line > self.number:
            what = f"the book ends at line {self.number}, but the checkpoint was signed at line {checkpoint.line}"
            raise Broken(self.number + 1, what)
        if self.hashes[checkpoint.line] != checkpoint.hash:
            what = "it is not the line the checkpoint was signed over: the book was written afresh"
            raise Broken(checkpoint.line, what)


def sha256(data):
    return hashlib.sha256(data)


def encode(number, text):
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Broken(number, "it holds half a character") from None


# --- The checkpoint -----------------------------------------------------------------------


def open_checkpoint(note, key):
    """Reads a signed checkpoint; `key` is a name, an id of four bytes and 32 bytes of key."""
    name, key_id, public = key
    text, gap, signatures = note.partition("\n\n")
    if not gap or not signatures.endswith("\n"):
        raise Broken(0, "the checkpoint is cut short")
    text += "\n"
    signed = False
    for line in signatures[:-1].split("\n"):
        dash, _, rest = line.partition(" ")
        signer, _, signature = rest.partition(" ")
        data = from_base64(signature)
        if dash != "\u2014" or data is None:
            raise Broken(0, "the checkpoint has a line that is no signature")
        if signer == name and data[:4] == key_id:
            if not is_signed(public, text.encode(), data[4:]):
                raise Broken(0, f"the signature of {name} does not fit: the checkpoint was altered")
            signed = True
    if not signed:
        raise Broken(0, f"the checkpoint is not signed by {name}, or by another key of that name")
    lines = text.split("\n")
    hashed = from_base64(lines[2]) if len(lines) == 4 else None
    in_form = hashed and len(hashed) == 32 and re.fullmatch("0|[1-9][0-9]*", lines[1])
    if not in_form or not lines[0].startswith(ORIGIN):
        raise Broken(0, "the checkpoint does not have the form of one")
    return Checkpoint(lines[0][len(ORIGIN):], int(lines[1]), hashed.hex())


def read_key(text):
    """A public key as it is published: name+id+base64."""
    parts = text.strip().split("+", 2)
    data = from_base64(parts[2]) if len(parts) == 3 else None
    if data is None or len(data) != 33 or data[0] != 1:
        raise Unusable("The key is not one line with a name, an id and an Ed25519 key.")
    name, key_id = parts[0], sha256(parts[0].encode() + b"\n" + data).digest()[:4]
    if key_id.hex() != parts[1]:
        raise Unusable("The id in the key does not fit its name and key.")
    return name, key_id, data[1:]


def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


# Ed25519 (RFC 8032), only as far as checking a signature needs it.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def is_signed(public, message, signature):
    if len(signature) != 64:
        return False
    key, r = to_point(public), to_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER or is_small(key) or is_small(r):
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    return equal(times(s, BASE), plus(r, times(k, key)))


def to_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def plus(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    e, i, j, k = f - e, h - g, h + g, f + e
    return e * i % P, j * k % P, i * j % P, e * k % P


def times(number, point):
    sum_ = (0, 1, 1, 0)
    while number:
        if number & 1:
            sum_ = plus(sum_, point)
        point = plus(point, point)
        number >>= 1
    return sum_


def equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def is_small(point):
    return equal(times(8, point), (0, 1, 1, 0))


BASE = to_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


# --- The votes ----------------------------------------------------------------------------


class Tallies:
    """Counts every vote and quorum again, from what the book says and nothing else.

    Seats, rules and thresholds come from the arrangements in force on the day of the
    meeting; who held a seat from the appointments; who was in the room from arrivals,
    departures and withdrawals; who voted how from the votes, of which the last of each voter counts.
    """

    # Entries of these modules that bear on no count.
    OTHERS = {
        "substitute-named", "item-added", "paper-tabled", "apologies-recorded", "meeting-opened",
        "action-noted", "meeting-closed", "minutes-drafted", "minutes-approved", "minutes-published",
        "motion-seconded", "dissent-recorded", "item-planned", "agenda-issued", "meeting-cancelled",
        "agenda-reordered", "item-changed", "item-deferred", "planned-dropped",
        "paper-classified", "item-classified", "released", "paper-withdrawn", "public-excluded",
        "nominated", "nomination-withdrawn", "elected",
        "role-accepted", "membership-reviewed", "referred-to-partners", "referral-answered",
        "accountable-body-answered", "report-tabled", "further-report-asked",
        "dispute-raised", "mediation-recorded", "dispute-ended",
        "interest-declared", "minutes-circulated", "minutes-corrected",
        "action-reported", "action-extended", "action-closed", "telling-recorded",
        "item-taken",
        "exception-raised", "exception-reported", "support-given", "exception-forwarded", "steer-given",
        "remedy-set", "remedy-reported", "remedy-finished", "exception-closed",
        "review-begun", "saving-stated", "review-ended",
        "watch-listed", "contribution-given", "watch-moved",
        "terms-proposed", "terms-approved", "group-extended", "group-closed", "contact-named",
        "contact-ended", "dependency-logged", "dependency-settled",
        "strategy-adopted", "agreement-made", "agreement-refreshed", "outcome-set", "outcome-ended",
        "indicator-set", "indicator-retired", "targets-set", "figures-returned",
        "figures-set-aside", "figure-corrected", "commentary-written", "light-overridden", "override-lifted",
        "plan-begun", "plan-part-written", "plan-action-set", "plan-action-dropped",
        "milestone-reached", "milestone-moved", "progress-reported", "appraised",
        "plan-circulated", "input-given", "input-answered", "plan-approved", "impact-advised",
        "compatibility-reported", "gate-passed", "priority-planned", "priority-closed",
        "engagement-planned", "engagement-reported",
    }

    def __init__(self):
        self.adopted = []  # (from, arrangements), in order of adoption
        self.groups = []  # bodies that were founded in the book
        self.held = {}  # seat -> appointments, in order
        self.proposals = {}  # proposal -> (meeting, where each seat stands, item)
        self.meetings = {}  # meeting -> (body, date, who is in the room for each seat)
        self.withdrawn = {}  # (meeting, seat) -> who is out of the room for an interest
        self.motions = {}  # motion -> [meeting, (seat, vote) of each voter, whether it is open, item]
        self.questions = {}  # question by correspondence -> [rule, those asked, answers, last day while open]
        self.counted = 0
        self.strangers = 0  # entries that this program does not know

    def take(self, number, entry):
        """Takes in an entry, and counts again if it records a count."""
        if entry.get("module") not in ("structure", "meetings", "decisions", "correspondence", "disputes", "delivery"):
            return
        kind = str(entry.get("kind"))
        act = getattr(self, "on_" + kind.replace("-", "_"), None)
        if act is None:
            self.strangers += kind not in self.OTHERS
            return
        try:
            act(number, entry)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise Broken(number, f"what it says of {kind!r} cannot be followed ({error!r})") from None

    def on_arrangements_adopted(self, _, entry):
        self.adopted.append((entry["from"], tomllib.loads(entry["text"])))

    def on_group_founded(self, _, entry):
        self.groups.append({"id": entry["group"], "seat": entry["seats"]})

    def on_appointed(self, _, entry):
        self.held.setdefault(entry["seat"], []).append(dict(entry))

    def on_appointment_ended(self, _, entry):
        for holding in reversed(self.held.get(entry["seat"], [])):
            held = holding["from"] <= entry["on"] <= holding.get("until", entry["on"])
            if held and holding["person"] == entry["person"]:
                holding["until"] = entry["on"]
                return

    def on_meeting_called(self, _, entry):
        self.meetings[entry["meeting"]] = (entry["body"], entry["date"], {})

    def on_meeting_moved(self, _, entry):
        body, _, room = self.meetings[entry["meeting"]]
        self.meetings[entry["meeting"]] = (body, entry["date"], room)

    def on_arrival_recorded(self, _, entry):
        sits = (entry["person"], entry["substitute"])
        self.meetings[entry["meeting"]][2][entry["seat"]] = sits

    def on_departure_recorded(self, _, entry):
        self.meetings[entry["meeting"]][2].pop(entry["seat"], None)
        self.withdrawn.pop((entry["meeting"], entry["seat"]), None)

    def on_withdrew(self, number, entry):
        """Out of the room for an interest: what they voted on an open motion of that item falls."""
        meeting, seat = entry["meeting"], entry["seat"]
        room = self.meetings[meeting][2]
        if seat not in room:
            raise Broken(number, f"the seat {seat} withdrew, which was not in the room")
        self.withdrawn[meeting, seat] = room.pop(seat)
        for motion in self.motions.values():
            if motion[0] == meeting and motion[2] and motion[3] == entry["item"]:
                for voter in [voter for voter, (by, _) in motion[1].items() if by == seat]:
                    del motion[1][voter]
        for of, positions, item in self.proposals.values():
            if of == meeting and item == entry["item"]:
                positions.pop(seat, None)

    def on_returned_to_room(self, number, entry):
        meeting, seat = entry["meeting"], entry["seat"]
        if (meeting, seat) not in self.withdrawn:
            raise Broken(number, f"the seat {seat} came back, which had not withdrawn")
        self.meetings[meeting][2][seat] = self.withdrawn.pop((meeting, seat))

    def on_proposal_made(self, _, entry):
        self.proposals[entry["decision"]] = (entry["meeting"], {}, entry["item"])

    def on_proposal_amended(self, _, entry):
        self.proposals[entry["decision"]][1].clear()

    def on_position_stated(self, number, entry):
        meeting, positions, _ = self.proposals[entry["decision"]]
        if entry["seat"] not in self.meetings[meeting][2]:
            raise Broken(number, f"a position was stated for the seat {entry['seat']}, which was not in the room")
        positions[entry["seat"]] = entry["position"]

    def on_item_forwarded(self, number, entry):
        self.compare(number, "quorum", entry["quorum"], self.quorum(entry["meeting"]))

    def on_agreed_by_consensus(self, number, entry):
        _, positions, _ = self.proposals.get(entry["decision"], (None, {}, None))
        objectors = [seat for seat, at in positions.items() if at == "object"]
        if objectors:
            raise Broken(number, f"it was agreed by consensus while {', '.join(objectors)} objected")
        self.compare(number, "quorum", entry["quorum"], self.quorum(entry["meeting"]))

    def on_motion_moved(self, _, entry):
        self.motions[entry["decision"]] = [entry["meeting"], {}, False, entry["item"]]

    def on_put_to_vote(self, _, entry):
        self.motions[entry["decision"]][2] = True

    def on_vote_cast(self, number, entry):
        meeting, votes, is_open, _ = self.motions[entry["decision"]]
        if not is_open:
            raise Broken(number, "a vote was cast when none was being taken")
        voter = voter_named(entry["voter"])
        can_vote = {seat["id"]: seat["voter"] for seat in self.seats(meeting) if self.there(meeting, seat)}
        if entry["seat"] not in self.meetings[meeting][2]:
            raise Broken(number, f"a vote was cast for the seat {entry['seat']}, which was not in the room")
        if voter is None or can_vote.get(entry["seat"]) != voter:
            raise Broken(number, f"the seat {entry['seat']} cast a vote that is not its own")
        if entry["vote"] not in ("for", "against", "abstain"):
            raise Broken(number, "a vote is neither for, against nor an abstention")
        votes[voter] = (entry["seat"], entry["vote"])

    def on_vote_closed(self, number, entry):
        motion = self.motions[entry["decision"]]
        meeting, votes, is_open, _ = motion
        if not is_open:
            raise Broken(number, "a vote was closed that was not open")
        motion[2] = False
        rule = self.body(meeting)["vote"]
        tally = self.count(meeting, rule, votes)
        self.compare(number, "tally", entry["tally"], tally)
        self.compare(number, "quorum", entry["quorum"], self.quorum(meeting))
        self.compare(number, "outcome", entry["outcome"], outcome(rule, tally, entry.get("casting")))

    def on_ratified(self, number, entry):
        standing = self.quorum(entry["meeting"])
        self.compare(number, "quorum", entry["quorum"], standing)
        if standing["present"] < standing.get("needed", 0):
            raise Broken(number, "a meeting without a quorum ruled on what another had agreed without one")

    def on_correspondence_opened(self, _, entry):
        name, body = entry["correspondence"], entry["body"]
        self.meetings[name] = (body, entry["on"], {})
        rule = self.body(name)
        own, quorum = rule.get("correspondence", {}), rule.get("quorum", {})
        rule = {"answers": own.get("answers", quorum.get("share")), "carries": own.get("carries")}
        asked = {seat["voter"] for seat in self.seats(name, "partner") if seat["holder"] and seat["voter"]}
        self.questions[name] = [rule, asked, {}, entry["deadline"]]

    def on_answer_given(self, number, entry):
        name = entry["correspondence"]
        _, asked, answers, deadline = self.questions[name]
        if deadline is None or entry["on"] > deadline:
            raise Broken(number, "an answer was taken when it was too late")
        self.meetings[name] = (self.meetings[name][0], entry["on"], {})
        answers_for = {seat["id"]: seat["voter"] for seat in self.seats(name, "partner") if seat["holder"]}
        voter = voter_named(entry["voter"])
        if voter not in asked or answers_for.get(entry["seat"]) != voter:
            raise Broken(number, f"the seat {entry['seat']} gave an answer that is not its own")
        if entry["answer"] not in ("agree", "disagree", "abstain"):
            raise Broken(number, "an answer neither agrees, disagrees nor abstains")
        answers[voter] = entry["answer"]

    def on_correspondence_closed(self, number, entry):
        question = self.questions[entry["correspondence"]]
        rule, asked, answers, deadline = question
        if deadline is None or (entry["on"] <= deadline and len(answers) < len(asked)):
            raise Broken(number, "answers were counted that were not due to be")
        question[3] = None
        given = list(answers.values())
        count = {
            "asked": len(asked), "agreed": given.count("agree"), "disagreed": given.count("disagree"),
            "abstained": given.count("abstain"),
        }
        enough = len(asked) if rule["answers"] is None else at_least(rule["answers"], len(asked))
        carries = count["agreed"] + count["disagreed"]
        if rule["carries"] is not None:
            carries = threshold(rule["carries"], len(given))
        count["answers_needed"], count["needed"] = max(enough, 1), max(carries, 1)
        agreed = len(given) >= count["answers_needed"] and count["agreed"] >= count["needed"]
        self.compare(number, "count", entry["count"], count)
        self.compare(number, "outcome", entry["outcome"], "agreed" if agreed else "to-meeting")

    def compare(self, number, what, said, found):
        self.counted += 1
        if said != found:
            raise Broken(number, f"its {what} says {said}, but counting again gives {found}")

    def body(self, meeting):
        name, date, _ = self.meetings[meeting]
        in_force = [arrangements for start, arrangements in self.adopted if start <= date]
        bodies = in_force[-1].get("body", []) + self.groups
        return next(body for body in bodies if body["id"] == name)

    def seats(self, meeting, unit=None):
        """The seats of the body that meets that are in force on the day, and whose vote each casts."""
        name, date, _ = self.meetings[meeting]
        body, found = self.body(meeting), []
        unit = body.get("vote", {}).get("unit", unit)
        for seat in body.get("seat", []):
            if not covers(seat.get("starts"), seat.get("ends"), date):
                continue
            count = seat.get("count", 1)
            for nth in range(1, count + 1):
                seat_id = f"{name}.{seat['id']}" + (f"-{nth}" if count > 1 else "")
                holdings = self.held.get(seat_id, [])
                on_the_day = [held for held in holdings if covers(held["from"], held.get("until"), date)]
                holder = on_the_day[-1] if on_the_day else None
                partner = (holder or {}).get("partner") or seat.get("partner")
                member = seat.get("capacity", "member") == "member"
                votes = member and seat.get("votes", "partner" in seat)
                voter = ("partner", partner) if unit == "partner" and partner else ("seat", seat_id)
                found.append({
                    "id": seat_id, "holder": holder, "partner": partner, "member": member,
                    "voter": voter if votes else None,
                })
        return found

    def there(self, meeting, seat):
        """Whether someone in the room speaks for the seat: its holder, or a substitute for them."""
        if not seat["holder"] or seat["id"] not in self.meetings[meeting][2]:
            return False
        person, substitute = self.meetings[meeting][2][seat["id"]]
        return substitute or seat["holder"]["person"] == person

    def quorum(self, meeting):
        rule = self.body(meeting).get("quorum")
        of = rule["of"] if rule else "members"
        members = [seat for seat in self.seats(meeting) if seat["member"]]
        base = [seat for seat in members if seat["holder"] or of == "seats"]
        there = [seat for seat in members if self.there(meeting, seat)]
        if of == "partners":
            base = {seat["partner"] for seat in base if seat["partner"]}
            there = {seat["partner"] for seat in there if seat["partner"]}
        standing = {"present": len(there), "of": len(base)}
        if rule:
            standing["needed"] = max(at_least(rule["share"], len(base)), rule.get("floor", 0), 1)
        return standing

    def count(self, meeting, rule, votes):
        voting = [seat for seat in self.seats(meeting) if seat["holder"] and seat["voter"]]
        entitled = {seat["voter"] for seat in voting}
        present = {seat["voter"] for seat in voting if self.there(meeting, seat)}
        cast = [vote for _, vote in votes.values()]
        tally = {
            "for": cast.count("for"), "against": cast.count("against"),
            "abstained": cast.count("abstain"), "silent": len(present - votes.keys()),
        }
        bases = {
            "present": len(votes) + tally["silent"], "entitled": len(entitled),
            "cast": tally["for"] + tally["against"],
        }
        tally["base"] = bases[rule["of"]]
        tally["needed"] = max(threshold(rule["carries"], tally["base"]), 1)
        return tally


def outcome(rule, tally, casting):
    tied = tally["for"] == tally["against"] > 0
    extra = 1 if tied and rule["tie"] == "chair" and casting == "for" else 0
    if tally["for"] + extra >= tally["needed"]:
        return "carried"
    unbroken = rule["tie"] == "further-report" or (rule["tie"] == "chair" and casting is None)
    return "tied" if tied and unbroken else "not-carried"


def voter_named(voter):
    [(kind, name)] = voter.items()
    return (kind, name) if kind in ("partner", "seat") else None


def covers(start, end, date):
    """Days are compared as they are written, year first."""
    return (start is None or str(start) <= date) and (end is None or date <= str(end))


def share(text):
    top, _, bottom = (text[:-1] + "/100" if text.endswith("%") else text).partition("/")
    return int(top), int(bottom)


def at_least(text, whole):
    top, bottom = share(text)
    return -(-whole * top // bottom)


def threshold(text, whole):
    more = text.removeprefix("more than ")
    if more == text:
        return at_least(text, whole)
    top, bottom = share(more)
    return whole * top // bottom + 1


# --- The accounts -------------------------------------------------------------------------


class Accounts:
    """Posts every pound again, from what the book says and nothing else, and adds it up.

    A posting is one transfer between two accounts, named by its line and its place there. What
    always has to hold of the accounts is looked at after each line.
    """

    def __init__(self):
        self.streams = {}  # stream -> its year; aligned money is only watched and is not here
        self.of = {}  # allocation -> stream
        self.returns = {}  # (partner, month, version) -> (allocation, pence) of each line
        self.spent = {}  # (partner, month) -> its postings, while the return is accepted
        self.releases = {}  # release -> what was proposed
        self.postings = {}  # "120.1" -> (from, to, pence)
        self.reverses = {}  # posting -> the one that it undoes
        self.undone = set()
        self.balance = {}
        self.closed = set()

    def take(self, number, entry):
        """Takes in an entry, and looks whether the accounts still hold."""
        module, kind = entry.get("module"), str(entry.get("kind"))
        adopts = module == "structure" and kind == "arrangements-adopted"
        act = getattr(self, "on_" + kind.replace("-", "_"), None)
        if act is None or not (adopts or module == "money"):
            return
        before = len(self.postings)
        try:
            act(number, entry)
            touched = {self.stream(name) for no in list(self.postings)[before:] for name in self.postings[no][:2]}
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise Broken(number, f"what it says of {kind!r} cannot be followed ({error!r})") from None
        for stream in sorted(touched):
            self.look(number, stream)

    def post(self, number, source, to, pence, undoes=None):
        if type(pence) is not int or pence < 0:
            raise Broken(number, f"{pence!r} is not an amount of money")
        if pence == 0:
            return None
        place = 1
        while f"{number}.{place}" in self.postings:
            place += 1
        name = f"{number}.{place}"
        self.postings[name] = (source, to, pence)
        self.balance[source] = self.balance.get(source, 0) - pence
        self.balance[to] = self.balance.get(to, 0) + pence
        if undoes is not None:
            self.undone.add(undoes)
            self.reverses[name] = undoes
        return name

    def undo(self, number, name):
        if name not in self.postings:
            raise Broken(number, f"it reverses the posting {name}, which is not there")
        if name in self.reverses:
            raise Broken(number, f"it reverses the posting {name}, which is a reversal itself")
        if name in self.undone:
            raise Broken(number, f"it reverses the posting {name} a second time")
        source, to, pence = self.postings[name]
        self.post(number, to, source, pence, name)

    def stream(self, account):
        name = account.partition("/")[2]
        return self.of.get(name, name)

    def on(self, word, stream):
        """What stands on all accounts of a kind, of a stream."""
        names = [stream, *(allocation for allocation, of in self.of.items() if of == stream)]
        return sum(self.balance.get(f"{word}/{name}", 0) for name in names)

    def look(self, number, stream):
        for account, pence in self.balance.items():
            may = account.startswith(("award/", "giver/", "with-partner/"))
            if pence < 0 and not may and self.stream(account) == stream:
                raise Broken(number, f"with it {account} would come to {pence} pence, less than nothing")
        for allocation, of in self.of.items():
            if of == stream:
                at = {word: self.balance.get(f"{word}/{allocation}", 0)
                      for word in ("allocated", "with-partner", "spent", "returnable")}
                passed_on = at["with-partner"] + at["spent"] + at["returnable"]
                if max(passed_on, at["spent"]) > at["allocated"]:
                    raise Broken(number, f"with it more goes to {allocation} than was allocated")
        at_partners = sum(self.on(word, stream) for word in ("with-partner", "spent", "returnable"))
        received, award = -self.on("giver", stream), -self.on("award", stream)
        if received != self.on("held", stream) + at_partners:
            raise Broken(number, f"what was received of {stream} is not what is held and what was released")
        if award != self.on("available", stream) + self.on("allocated", stream):
            raise Broken(number, f"what was awarded of {stream} is not what is allocated and what is not")
        if received > award:
            raise Broken(number, f"with it more of {stream} came in than was awarded")

    def on_arrangements_adopted(self, number, entry):
        for stream in tomllib.loads(entry["text"]).get("money", {}).get("stream", []):
            if stream["id"] not in self.streams:
                self.open(number, stream["id"], stream["kind"], stream["pence"])

    def on_stream_opened(self, number, entry):
        self.open(number, entry["stream"], entry["says"]["sort"], entry["says"]["pence"])

    def open(self, number, stream, sort, pence):
        self.streams[stream] = sort
        if sort != "aligned":
            self.post(number, f"award/{stream}", f"available/{stream}", pence)

    def on_award_changed(self, number, entry):
        stream = entry["stream"]
        for name, (source, _, _) in list(self.postings.items()):
            if source == f"award/{stream}" and name not in self.undone and name not in self.reverses:
                self.undo(number, name)
        self.post(number, f"award/{stream}", f"available/{stream}", entry["pence"])

    def on_allocated(self, number, entry):
        allocation, says = entry["allocation"], entry["says"]
        self.of[allocation] = says["stream"]
        self.post(number, f"available/{says['stream']}", f"allocated/{allocation}", says["pence"])

    def on_allocation_reduced(self, number, entry):
        allocation = entry["allocation"]
        self.post(number, f"allocated/{allocation}", f"available/{self.of[allocation]}", entry["pence"])

    def on_instalment_received(self, number, entry):
        stream = entry["stream"]
        self.post(number, f"giver/{stream}", f"held/{stream}", entry["pence"])

    def on_return_made(self, _, entry):
        lines = [(line["allocation"], line["spent"]) for line in entry["lines"]]
        self.returns[entry["partner"], entry["month"], entry["version"]] = lines

    def on_return_accepted(self, number, entry):
        partner, month = entry["partner"], entry["month"]
        if (partner, month) in self.spent:
            raise Broken(number, f"a return of {partner} for {month} is accepted a second time")
        lines = self.returns[partner, month, entry["version"]]
        posted = [self.post(number, f"with-partner/{name}", f"spent/{name}", pence) for name, pence in lines]
        self.spent[partner, month] = [name for name in posted if name]

    def on_return_reopened(self, number, entry):
        for name in self.spent.pop((entry["partner"], entry["month"])):
            self.undo(number, name)

    def on_release_proposed(self, _, entry):
        self.releases[entry["release"]] = entry

    def on_release_approved(self, number, entry):
        proposed = self.releases.pop(entry["release"])
        for who in ("person", "organisation"):
            if proposed[who] == entry[who]:
                raise Broken(number, f"a release was approved by the {who} that proposed it")
        allocation = proposed["allocation"]
        held = f"held/{self.of[allocation]}"
        self.post(number, held, f"with-partner/{allocation}", proposed["pence"])

    def on_spending_found_ineligible(self, number, entry):
        name = entry["allocation"]
        self.post(number, f"spent/{name}", f"returnable/{name}", entry["pence"])

    def on_unspent_demanded(self, number, entry):
        name = entry["allocation"]
        if entry["pence"] > self.balance.get(f"with-partner/{name}", 0):
            raise Broken(number, f"more is demanded back of {name} than the partner has")
        self.post(number, f"with-partner/{name}", f"returnable/{name}", entry["pence"])

    def on_money_returned(self, number, entry):
        name = entry["allocation"]
        self.post(number, f"returnable/{name}", f"held/{self.of[name]}", entry["pence"])

    def on_repaid_to_giver(self, number, entry):
        stream = entry["stream"]
        self.post(number, f"held/{stream}", f"giver/{stream}", entry["pence"])

    def on_posting_reversed(self, number, entry):
        self.undo(number, entry["posting"])

    def on_year_closed(self, number, entry):
        if entry["year"] in self.closed:
            raise Broken(number, f"{entry['year']} is closed a second time")
        self.closed.add(entry["year"])
        for unspent in entry.get("unspent", []):
            self.on_unspent_demanded(number, unspent)

    def compare(self, path):
        """Holds a table of postings against those of the book: each of its rows has to be there."""
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        needed = {"Posting", "From", "To", "Pounds"}
        if rows and not needed <= rows[0].keys():
            raise Unusable(f"{path} is no table of postings: it needs the columns {', '.join(sorted(needed))}.")
        for row in rows:
            said = (row["From"], row["To"], row["Pounds"])
            there = self.postings.get(row["Posting"])
            again = there and (*there[:2], f"{there[2] // 100}.{there[2] % 100:02}")
            if said != again:
                line = re.match("[0-9]+", row["Posting"] or "")
                what = f"{path} says of the posting {row['Posting']} {said}, but posting again gives {again}"
                raise Broken(int(line.group()) if line else 0, what)
        if len({row["Posting"] for row in rows}) != len(rows):
            raise Broken(0, f"{path} has a posting twice")

    def said(self):
        """What they come to, in a few words."""
        streams = [stream for stream, sort in self.streams.items() if sort != "aligned"]
        sums = {word: sum(self.on(word, stream) for stream in streams) for word in ("giver", "held", "spent")}
        told = f"{pounds(-sums['giver'])} received, {pounds(sums['held'])} held, {pounds(sums['spent'])} spent"
        return f"{len(self.postings)} postings of money made again: {told}"


def pounds(pence):
    return f"\u00a3{pence // 100:,}.{pence % 100:02}"


# --- The whole ----------------------------------------------------------------------------


def check(folder, checkpoints, key, tables=()):
    """Checks everything; returns what to print."""
    notes = []
    if key is None:
        key = read(os.path.join(folder, "key.txt"))
        notes.append("NOTE: the key came with the export; compare it with the one its host published.")
    key = read_key(key)
    notes_signed = [os.path.join(folder, "checkpoint.txt"), *checkpoints]
    signed = [open_checkpoint(read(path), key) for path in notes_signed]
    chain, tallies, accounts = Chain(signed[0].partnership), Tallies(), Accounts()
    if tomllib is None:
        notes.append("NOTE: votes and money were not counted again: that needs Python 3.11 or later.")
    for line in read_book(os.path.join(folder, "book.jsonl")):
        chain.follow(line)
        number = line["number"]
        try:
            entry = json.loads(line["entry"])
        except (ValueError, RecursionError):
            raise Broken(number, "its entry is not JSON") from None
        if not isinstance(entry, dict):
            raise Broken(number, "its entry is not a JSON object")
        if entry.get("module") == "book" and entry.get("kind") == "redacted":
            chain.redact(number, entry)
        elif tomllib is not None:
            tallies.take(number, entry)
            accounts.take(number, entry)
    chain.finish()
    for checkpoint in signed:
        chain.compare(checkpoint)
    for table in tables if tomllib is not None else ():
        accounts.compare(table)
    for line, ordinal in sorted(chain.redacted - chain.missing):
        notes.append(f"NOTE: text {ordinal} of line {line} was redacted but is still in this copy.")
    if tallies.strangers:
        notes.append(f"NOTE: {tallies.strangers} entries are of kinds this program does not know.")
    gone = len(chain.missing)
    verdict = "VALID" if not gone else f"VALID WITH {gone} REDACTION{'S' if gone > 1 else ''}"
    agrees = ", ".join(str(checkpoint.line) for checkpoint in signed)
    found = f"{chain.number} lines, the last is {chain.hash}"
    counted = f"{tallies.counted} counts of votes and quorums taken again"
    if accounts.postings:
        counted += f"; {accounts.said()}"
    return [f"{verdict}: {found}; agrees with the checkpoint at line {agrees}; {counted}", *notes]


def read(path):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise Unusable(f"{path} is not text.") from None


def main():
    parser = argparse.ArgumentParser(description="Checks an exported minute book.")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("folder", nargs="?", default=here, help="where book.jsonl lies")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help="one that you kept")
    parser.add_argument("--key", help="the public key that the host published")
    help_ = "a table of postings to hold against the book (CSV)"
    parser.add_argument("--accounts", action="append", default=[], metavar="FILE", help=help_)
    given = parser.parse_args()
    try:
        print("\n".join(check(given.folder, given.checkpoint, given.key, given.accounts)))
    except Broken as broken:
        print(broken)
        return 1
    except (Unusable, OSError) as error:
        print(f"It could not be checked: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
