# SPDX-License-Identifier: GPL-3.0-or-later
"""The one error tree. Every door reports these codes and no others.

::

    LL3MError                     internal          something of ours broke
    ├── InvalidRequest            invalid_request   the request does not fit the contract
    │   ├── UnknownOperation      unknown_operation no operation has that name
    │   ├── ParseError            parse_error       the bytes are not JSON as we accept it
    │   ├── InvalidCall           invalid_call      JSON, but not a JSON-RPC request
    │   ├── TooLarge              too_large         body, batch or message above the cap
    │   ├── WrongMethod           wrong_method      the address does not know this HTTP method
    │   ├── WrongMediaType        wrong_media_type  the body's type is not accepted
    │   └── WrongHost             wrong_host        the request names another host
    ├── Unauthorized              unauthorized      no token, or a wrong one
    │   └── Forbidden             forbidden         the token lacks the scope, or it is switched off
    │       └── NotApproved       not_approved      the person at Blender said no, or nothing
    ├── NotFound                  not_found         no asset, version, job … has that id
    ├── Conflict                  conflict          the thing is not in a state that allows this
    ├── Busy                      busy              Blender can't take this now (render, modal, edit mode)
    ├── NoScene                   no_scene          this instance has no Blender scene
    ├── Refused                   refused           the check refused the script; nothing ran
    ├── ScriptFailed              script_failed     the script raised, or left nothing
    ├── ReplayDiffers             replay_differs    a replay asks or gives what the record does not hold
    ├── LimitHit                  limit_hit         time, memory, geometry or file limit
    ├── IsolationTooWeak          isolation_weak    this machine isolates less than the setting demands
    ├── ProviderError             provider_failed   the provider answered something unusable
    │   ├── Offline               offline           online access is off, or the network is down
    │   ├── NoKey                 no_key            the provider needs a key and none is set
    │   ├── WrongKey              wrong_key         the provider refused the key
    │   ├── NoCredit              no_credit         the account has no credit left
    │   ├── UnknownModel          unknown_model     the provider has no such model
    │   ├── RateLimited           rate_limited      too many requests; ``data.retry_after`` in seconds
    │   ├── Overloaded            overloaded        the provider is overloaded
    │   ├── TooLong               too_long          the request does not fit the model's context
    │   ├── ModelRefused          model_refused     the model declined to answer
    │   ├── ProviderTimeout       provider_timeout  no answer in time
    │   └── NotUnderstood         not_understood    the composer does not know the thing asked for
    ├── BudgetReached             budget_reached    the next call would overspend
    ├── Cancelled                 cancelled         the user or a client cancelled the job
    ├── Interrupted               interrupted       the process ended while the job ran
    ├── LibraryError              library_failed    the library folder or its index can't be used
    ├── HostError                 host_failed       Blender itself failed or could not be started
    ├── DeadlineExceeded          deadline          the call's deadline passed
    └── Stopping                  stopping          this instance is ending

Each class carries the JSON-RPC code, HTTP status and process exit code that the
doors use, so that no door has a table of its own.
"""

from __future__ import annotations

from typing import Any, ClassVar

__all__ = ["ERRORS", "LL3MError", "error_from_wire"]

#: code -> class, filled by ``LL3MError.__init_subclass__``.
ERRORS: dict[str, type[LL3MError]] = {}


class LL3MError(Exception):
    """Root of the tree: what happened (``message``), what to do (``advice``), facts (``data``)."""

    code: ClassVar[str] = "internal"
    rpc_code: ClassVar[int] = -32603
    http_status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    default_advice: ClassVar[str] = (
        "Nothing was changed. Try again; if it repeats, look at the log."
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.code in ERRORS:
            raise TypeError(f"error code {cls.code!r} is taken by {ERRORS[cls.code].__name__}")
        ERRORS[cls.code] = cls

    def __init__(self, message: str, *, advice: str = "", **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice or self.default_advice
        self.data = data

    def to_wire(self) -> dict[str, Any]:
        """Return the JSON form that every door shows: ``code``, ``message``, ``advice``, ``data``."""
        return {
            "code": self.code,
            "message": self.message,
            "advice": self.advice,
            "data": self.data,
        }


ERRORS["internal"] = LL3MError


class InvalidRequest(LL3MError):
    code, rpc_code, http_status, exit_code = "invalid_request", -32602, 422, 2
    default_advice = "Correct the named fields and send the request again."


class UnknownOperation(InvalidRequest):
    code, rpc_code, http_status = "unknown_operation", -32601, 404
    default_advice = "List the operations with rpc.discover or `ll3m --help`."


class ParseError(InvalidRequest):
    code, rpc_code, http_status = "parse_error", -32700, 400
    default_advice = "Send JSON in UTF-8, without NaN, repeated keys or deep nesting."


class InvalidCall(InvalidRequest):
    code, rpc_code, http_status = "invalid_call", -32600, 400
    default_advice = 'Send {"jsonrpc": "2.0", "id": 1, "method": "noun.verb", "params": {…}}.'


class TooLarge(InvalidRequest):
    code, rpc_code, http_status = "too_large", -32080, 413
    default_advice = "Send less at once."


class WrongMethod(InvalidRequest):
    code, rpc_code, http_status = "wrong_method", -32081, 405
    default_advice = "Use the method that the `Allow` header names."


class WrongMediaType(InvalidRequest):
    code, rpc_code, http_status = "wrong_media_type", -32082, 415
    default_advice = "Send `Content-Type: application/json`, not compressed."


class WrongHost(InvalidRequest):
    code, rpc_code, http_status = "wrong_host", -32083, 421
    default_advice = "Use the address in the instance's runtime file."


class Unauthorized(LL3MError):
    code, rpc_code, http_status, exit_code = "unauthorized", -32003, 401, 4
    default_advice = (
        "Send the instance's token as `Authorization: Bearer …`; its runtime file holds it."
    )


class Forbidden(Unauthorized):
    code, rpc_code, http_status = "forbidden", -32006, 403
    default_advice = "Switch this on in the LL3M preferences, or use a token with the right scope."


class NotApproved(Forbidden):
    code, rpc_code, http_status = "not_approved", -32008, 403
    default_advice = "Nothing was changed. Ask the person at Blender, then try again."


class NotFound(LL3MError):
    code, rpc_code, http_status, exit_code = "not_found", -32004, 404, 2
    default_advice = "List what there is and use one of those ids."


class Conflict(LL3MError):
    code, rpc_code, http_status, exit_code = "conflict", -32005, 409, 2
    default_advice = "Read the thing's present state and decide again."


class Busy(LL3MError):
    code, rpc_code, http_status = "busy", -32001, 503
    default_advice = "Wait until Blender is free and try again."


class NoScene(LL3MError):
    code, rpc_code, http_status, exit_code = "no_scene", -32007, 409, 2
    default_advice = "Start Blender with the LL3M service on, or run `ll3m serve`."


class Refused(LL3MError):
    code, rpc_code, http_status = "refused", -32010, 422
    default_advice = "Change the lines named in the findings; nothing was run."


class ScriptFailed(LL3MError):
    code, rpc_code, http_status, exit_code = "script_failed", -32011, 422, 3
    default_advice = (
        "Read the traceback; its line numbers are the script's own. Nothing was placed."
    )


class ReplayDiffers(LL3MError):
    code, rpc_code, http_status, exit_code = "replay_differs", -32014, 409, 3
    default_advice = (
        "Prompts, settings, Blender or LL3M have changed since. Use job.retry to ask a model again."
    )


class LimitHit(LL3MError):
    code, rpc_code, http_status, exit_code = "limit_hit", -32012, 422, 4
    default_advice = "Make the script lighter, or raise the named limit in the settings."


class IsolationTooWeak(LL3MError):
    code, rpc_code, http_status, exit_code = "isolation_weak", -32013, 403, 4
    default_advice = (
        "Lower the wanted isolation in the settings, or run on a system that can isolate."
    )


class ProviderError(LL3MError):
    code, rpc_code, http_status, exit_code = "provider_failed", -32020, 502, 4
    default_advice = "Try again, or choose another provider."


class Offline(ProviderError):
    code, rpc_code, exit_code = "offline", -32021, 3
    default_advice = "Allow online access in Blender's preferences, or use the offline composer."


class NoKey(ProviderError):
    code, rpc_code, exit_code = "no_key", -32022, 3
    default_advice = "Set the provider's key in the environment or in the LL3M preferences."


class WrongKey(ProviderError):
    code, rpc_code = "wrong_key", -32023
    default_advice = "Check the key and the account it belongs to."


class NoCredit(ProviderError):
    code, rpc_code = "no_credit", -32024
    default_advice = "Add credit to the provider's account, or choose another provider."


class UnknownModel(ProviderError):
    code, rpc_code = "unknown_model", -32025
    default_advice = "Choose one of the provider's models."


class RateLimited(ProviderError):
    code, rpc_code, http_status = "rate_limited", -32029, 429
    default_advice = "Wait for `retry_after` seconds and try again."


class Overloaded(ProviderError):
    code, rpc_code, http_status = "overloaded", -32026, 503
    default_advice = "Wait a little and try again, or choose another provider."


class TooLong(ProviderError):
    code, rpc_code = "too_long", -32027
    default_advice = "Shorten the prompt, or choose a model with a larger context."


class ModelRefused(ProviderError):
    code, rpc_code = "model_refused", -32028
    default_advice = "Rephrase the prompt."


class ProviderTimeout(ProviderError):
    code, rpc_code, http_status = "provider_timeout", -32030, 504
    default_advice = "Try again, raise the timeout, or choose a faster model."


class NotUnderstood(ProviderError):
    code, rpc_code, http_status = "not_understood", -32031, 422
    default_advice = "Ask for one of the things the offline composer knows, or choose a model."


class BudgetReached(LL3MError):
    code, rpc_code, http_status, exit_code = "budget_reached", -32040, 402, 5
    default_advice = "Raise the budget in the settings, or wait until it starts anew."


class Cancelled(LL3MError):
    code, rpc_code, http_status, exit_code = "cancelled", -32050, 409, 130
    default_advice = "Nothing was placed. Retry the job when you like."


class Interrupted(LL3MError):
    code, rpc_code, http_status, exit_code = "interrupted", -32051, 409, 130
    default_advice = "Finished versions are safe. Retry the job."


class LibraryError(LL3MError):
    code, rpc_code, http_status = "library_failed", -32060, 507
    default_advice = "Check that the library folder exists, is writable and has space."


class HostError(LL3MError):
    code, rpc_code, http_status = "host_failed", -32070, 503
    default_advice = "Restart Blender, or name another Blender in the settings."


class DeadlineExceeded(LL3MError):
    code, rpc_code, http_status = "deadline", -32071, 504
    default_advice = "Ask again with a later deadline."


class Stopping(LL3MError):
    code, rpc_code, http_status = "stopping", -32072, 503
    default_advice = "Connect to another instance, or wait until this one is back."


def error_from_wire(wire: dict[str, Any]) -> LL3MError:
    """Rebuild the error a door sent; an unknown code becomes the root class."""
    cls = ERRORS.get(str(wire.get("code")), LL3MError)
    data = wire.get("data")
    return cls(
        str(wire.get("message", "")),
        advice=str(wire.get("advice", "")),
        **(data if isinstance(data, dict) else {}),
    )
