"""What models that ship with the package reckon with: numpy arrays of any kind."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
