# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold the REST twin against its own OpenAPI document, with schemathesis.

    python scripts/judges/rest.py [--fuzz N] [--out DIR]

Serves the product from this Python (which has Blender as a module) in folders of its own, fills
a library with an asset, its copies, a design and drafts, and asks every operation with data that
fit the document and data that don't. An answer that the document does not announce, a broken
one, an accepted misfit, a refused fit and any 500 count against us.

schemathesis runs in the Python that LL3M_WIRE_PYTHON names (default: this one). ``--fuzz`` adds
so many random requests for each operation. What is left out and allowed stands in ``LEFT_OUT``
and ``RULES``, with the reason.
Exit codes: 0 nothing found, 1 something (schemathesis tells what, with a curl line for each),
2 schemathesis is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _service import Served, served
from ll3m.bridge.client import Client

PYTHON = os.environ.get("LL3M_WIRE_PYTHON", sys.executable)
PREFIX = "/api/v1/"
FILE = PREFIX + "files/{asset_id}/{number}/{name}"
SCOPES = ["read", "generate", "edit", "code", "admin"]

#: Operations that are not asked at random, and why. Each has tests of its own.
LEFT_OUT = {
    "token/rotate": "would replace the token that the judge itself shows",
    "token/revoke": "would end it",
    "project/export": "writes wherever the request says, on the machine that judges",
    "approval/set": "every later change of the scene would wait for a person",
}
#: Operations whose 422 may also mean that a request fits and yet can't be done, and why no
#: schema can say so.
RULES = {
    "asset/generate": "reference pictures have to be there",
    "draft/make": "reference pictures have to be there",
    "code/run": "a script that leaves nothing has failed",
    "reference/add": "the path has to be absolute and to name a picture",
    "version/export": "not every model has what every format holds",
    "project/import": "what an absolute path is depends on the machine",
    "scene/edit": "the offline composer edits no scenes",
    "spec/generate": "the offline composer knows some designs, not any words",
    "spec/update": "the new design has to pass its own checks",
    "spec/validate": "a design is looked at whatever it is",
    "version/compare": "a version is not compared with itself",
    "version/preview": "the script knows which parameters it has",
    "version/set_parameters": "the script knows which parameters it has",
    "version/show_beside": "a version is not shown beside itself",
}


def seeds(client: Client) -> dict[str, list[str]]:
    """Make things to ask about; patterns of the document to the ids that fit them here."""
    wanted = {"prompt": "a red chair", "quality": "draft", "preview": 0}
    ask: Callable[..., Any] = client.call
    job = client.wait(ask("asset.generate", wanted).id)
    assert job.asset_id is not None, job
    given = {"asset_id": job.asset_id}
    assets = [job.asset_id, *(ask("asset.duplicate", given).id for _ in range(3))]
    design = ask("spec.generate", {"prompt": "a small wooden table", "preview": 0})
    made = ask("version.get", {"asset_id": job.asset_id})
    return {
        FILE: [file.name for file in made.version.files],
        r"^a_[0-9a-z]{16}$": [*assets, "a_" + "0" * 16],
        r"^j_[0-9a-z]{16}$": [job.id, "j_" + "0" * 16],
        r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$": [design.spec_id],
    }


def narrowed(schema: Any, ids: dict[str, list[str]]) -> Any:
    """The document with the ids that there are instead of their patterns, in requests."""
    if isinstance(schema, list):
        return [narrowed(each, ids) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: narrowed(each, ids) for name, each in schema.items()}
    if isinstance(made.get("pattern"), str) and made["pattern"] in ids:
        made["enum"] = ids[made.pop("pattern")]
    for name in ("cursor", "folder"):  # only an answer before knows one; where to write
        if "anyOf" in made.get(name, {}):
            made[name] = {"type": "null"}
    return made


def file_path(path: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """The address of a version's files, asked for those that there are."""
    given = {"number": {"type": "integer", "enum": [1, 2]}, "name": {"enum": [*names, "none.png"]}}
    rows = path["get"]["parameters"]
    rows = [{**row, "schema": {**row["schema"], **given.get(row["name"], {})}} for row in rows]
    return {"get": {**path["get"], "parameters": rows}}


def document(original: dict[str, Any], ids: dict[str, list[str]]) -> dict[str, Any]:
    """The OpenAPI document for the judge: requests name what there is, results stay as they are."""
    schemas = original["components"]["schemas"]
    asked = {name for name in schemas if name.endswith("Request")}
    parts = {
        name: narrowed(schemas[name], ids) if name in asked else schemas[name] for name in schemas
    }
    paths = {path: narrowed(each, ids) for path, each in original["paths"].items()}
    events = paths[PREFIX + "events"]["get"]
    events["parameters"] = [row for row in events["parameters"] if row["name"] != "cursor"]
    paths[FILE] = file_path(paths[FILE], ids[FILE])
    return {**original, "paths": paths, "components": {**original["components"], "schemas": parts}}


def rules() -> str:
    """schemathesis' settings."""
    operations = "".join(
        f'[[operations]]\ninclude-path = "{PREFIX}{path}"\n'
        "[operations.checks.positive_data_acceptance]\n"
        'expected-statuses = ["2XX", 401, 403, 404, 409, 422, "5XX"]\n'
        for path in RULES
    )
    # 504: a deadline of no time at all is kept. 503: so is one that ends behind others' work.
    return (
        "max-stream-events = 1\nrequest-timeout = 130\ncontinue-on-failure = true\n"
        '[checks.not_a_server_error]\nexpected-statuses = ["2XX", "3XX", "4XX", 503, 504]\n'
        # 413: a body that is too large, whatever else is wrong with it.
        "[checks.negative_data_rejection]\n"
        'expected-statuses = [400, 401, 403, 404, 406, 409, 413, 415, 422, 428, "5XX"]\n'
        + operations
    )


def judge(service: Served, fuzz: int, out: Path | None) -> int:
    """Fill the library, run schemathesis; its exit code."""
    with Client(service.url, service.token) as client:
        issued: Any = client.call("token.issue", {"client": "judge", "scopes": SCOPES})
        with urlopen(service.url + PREFIX + "openapi.json", timeout=30) as answer:
            original = json.load(answer)
        ids = seeds(client)
    described = service.folder / "openapi.json"
    described.write_text(json.dumps(document(original, ids)), encoding="utf-8")
    settings = service.folder / "schemathesis.toml"
    settings.write_text(rules(), encoding="utf-8")
    command = [PYTHON, "-m", "schemathesis.cli", "--config-file", str(settings), "run"]
    command += [str(described), "--url", service.url, "--no-color", "--workers", "2"]
    command += ["--header", f"Authorization:Bearer {issued.secret}"]
    command += ["--phases", "coverage,fuzzing" if fuzz else "coverage", "--seed", "1"]
    command += ["--max-examples", str(fuzz)] if fuzz else []
    command += ["--report", "junit", "--report-dir", str(out)] if out else []
    for path in LEFT_OUT:
        command += ["--exclude-path", PREFIX + path]
    return subprocess.run(command, cwd=service.folder, check=False).returncode


def main() -> int:
    """Judge, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fuzz", type=int, default=0, metavar="N", help="random requests as well")
    parser.add_argument("--out", type=Path, help="folder for a JUnit report")
    options = parser.parse_args()
    there = subprocess.run([PYTHON, "-c", "import schemathesis"], capture_output=True, check=False)
    if there.returncode != 0:
        sys.stderr.write("schemathesis is missing; requirements/wire.lock pins it\n")
        return 2
    with served() as service:
        return judge(service, options.fuzz, options.out)


if __name__ == "__main__":
    sys.exit(main())
