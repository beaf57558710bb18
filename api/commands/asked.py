"""The options of a call as the parameters of a path, which have the same names."""

from __future__ import annotations

import argparse
from typing import Any, TypeVar

from pydantic import ValidationError

from api.parameters import Asked
from graph.errors import WrongValueError

__all__ = ["asked_by"]

Model = TypeVar("Model", bound=Asked)


def asked_by(options: argparse.Namespace, model: type[Model]) -> Model:
    """The parameters that a call gives; raises WrongValueError for a value that one of them cannot have."""
    given: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if (value := getattr(options, name, None)) is not None:
            given[field.alias or name] = value
    try:
        return model.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        raise WrongValueError(str(fault["loc"][-1]), str(fault["input"]), [fault["msg"]]) from error
