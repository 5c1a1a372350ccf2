"""Reads a register of grants from standard input and judges it by the schema of the 360Giving standard, with formats,
and by the standard's guidance on identifiers, titles and dates. Says what is wrong and how many grants there are, as JSON."""

import json
import pathlib
import re
import sys
from datetime import date

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

HERE = pathlib.Path(__file__).parent / "schemas" / "360giving"
# A validator without these would pass over the formats and call anything good.
import rfc3339_validator  # noqa: E402,F401
import rfc3987  # noqa: E402,F401


def schemas():
    package = json.loads((HERE / "360-giving-package-schema.json").read_text())
    grant = json.loads((HERE / "360-giving-schema.json").read_text())
    # The package names the grant's schema by an earlier release than the file beside it says of itself.
    named = package["properties"]["grants"]["items"]["$ref"]
    for schema in (package, grant):
        # "http" where the dialect has "https": the same one, by its own words.
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    held = [(uri, Resource.from_contents(grant)) for uri in {named, grant["$id"]}]
    return package, Registry().with_resources(held)


def by_schema(data):
    package, registry = schemas()
    validator = Draft202012Validator(package, registry=registry, format_checker=FormatChecker())
    for fault in validator.iter_errors(data):
        yield f"{fault.json_path}: {fault.message}"


def by_guidance(data):
    prefix = data["publisher"]["prefix"]
    if not re.fullmatch(r"360G-[A-Za-z0-9_-]+", prefix):
        yield f"publisher.prefix: {prefix}"
    ids = [grant["id"] for grant in data["grants"]]
    if len(set(ids)) != len(ids):
        yield "two grants with one id"
    for grant in data["grants"]:
        here = grant["id"]
        if not re.fullmatch(re.escape(prefix) + r"-[A-Za-z0-9_.-]+", here):
            yield f"{here}: no stable id with the publisher's prefix"
        if len(grant["title"]) > 140:
            yield f"{here}: the title is longer than 140 characters"
        if not grant["description"].strip():
            yield f"{here}: no description"
        if grant["currency"] != "GBP":
            yield f"{here}: {grant['currency']}"
        if grant["amountAwarded"] <= 0:
            yield f"{here}: nothing was awarded"
        if grant.get("amountDisbursed", 0) > grant["amountAwarded"]:
            yield f"{here}: more was paid than awarded"
        if date.fromisoformat(grant["awardDate"]) > date.today():
            yield f"{here}: awarded in the future"
        for planned in grant.get("plannedDates", []):
            if planned["endDate"] < planned["startDate"]:
                yield f"{here}: ends before it begins"
        for side in ("fundingOrganization", "recipientOrganization"):
            for organisation in grant[side]:
                known = re.fullmatch(r"[A-Z]{2}-[A-Z0-9]+-[A-Za-z0-9._-]+", organisation["id"])
                if not known and not organisation["id"].startswith(f"{prefix}-org-"):
                    yield f"{here}: {side} {organisation['id']}"


data = json.load(sys.stdin)
faults = list(by_schema(data))
print(json.dumps({"grants": len(data.get("grants", [])), "faults": faults or list(by_guidance(data))}))
