"""What programs ask: a page of each list, one company, a thousand in one call. Target: milliseconds, one client.

`python -m bench.api PORT KEY [WRITES]` asks a server that runs: lists, then WRITES creates from 8 clients.
"""

from __future__ import annotations

import json
import sys
from itertools import count
from os import getpid

from bench.client import Asked, Request, ask
from bench.operation import Operation

LISTS = ("companies", "contacts", "activities", "orders", "products")
_numbers = count(1)


def api_operations() -> list[Operation]:
    """A token is made for the administrator of the filled database."""
    from negoce.identity.actions.api_token import create_token
    from negoce.identity.models import User
    from negoce.identity.queries.actors import actor_for
    from negoce.identity.rules.token_scopes import TokenScope

    owner = actor_for(User.objects.get(email="person0@negoce.example"))
    return operations_with(create_token(owner, name="bench", scopes=tuple(TokenScope), days=1).secret)


def operations_with(secret: str) -> list[Operation]:
    """The operations for a token that is known."""
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def read(path: str) -> Operation:
        return Operation(f"API: list of {path}", lambda _n: Request(f"/api/v1/{path}", headers=headers), 10)

    def create(_number: int) -> Request:
        return Request("/api/v1/companies", "POST", json.dumps(_company()), (201,), headers=headers)

    def bulk(_number: int) -> Request:
        body = json.dumps({"rows": [_company() for _ in range(1_000)]})
        return Request("/api/v1/companies/bulk", "POST", body, headers=headers)

    return [
        *(read(name) for name in LISTS),
        Operation("API: create a company", create, 20),
        Operation("API: 1,000 companies in one call", bulk, 1_000, brief=True),
    ]


def _company() -> dict[str, str]:
    name = f"Programme {getpid()} {next(_numbers)}"
    return {"name": name, "postal_code": "69003", "city": "Lyon", "phone": "04 72 00 00 00"}


def main() -> int:
    """Arguments: port, key, how many creates; 1 when a request failed."""
    port, secret = int(sys.argv[1]), sys.argv[2]
    writes = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    failures = 0
    for operation in operations_with(secret):
        asked = ask(port, {}, operation.make, count=3 if operation.brief else 60, clients=1)
        failures += _tell(operation.name, asked)
        if writes and operation.name == "API: create a company":
            asked = ask(port, {}, operation.make, count=writes, clients=8)
            failures += _tell(f"API: {writes} creates, 8 clients", asked)
    return 1 if failures else 0


def _tell(name: str, asked: Asked) -> int:
    p50, p95 = asked.percentile(0.5), asked.percentile(0.95)
    print(
        f"{name:<40}{p50:9.1f}{p95:9.1f} ms{asked.rate:8.0f}/s  {asked.failures} failures {asked.first_failure}"
    )
    return asked.failures


if __name__ == "__main__":
    sys.exit(main())
