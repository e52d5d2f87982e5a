"""The town of the tests of use cases, for tests of what an import does to one."""

from tests.services.conftest import small

__all__ = ["small"]
