"""The base of all models of the record, and its kinds of strings (dates, codes, digits)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
IsoTime = Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}:\d{2}$")]
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
Duration = Annotated[
    str, StringConstraints(pattern=r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$", min_length=3)
]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
UtcOffset = Annotated[str, StringConstraints(pattern=r"^[+-]\d{2}:\d{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Decimal = Annotated[str, StringConstraints(pattern=r"^\d{1,15}(\.\d{1,6})?$")]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Model(BaseModel):
    """The base of all models: frozen and closed. An unknown field is an error, not a bag of
    extras."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
