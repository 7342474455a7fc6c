# SPDX-License-Identifier: Apache-2.0
"""The rules for replies, each proven on a real RT: who may answer what, what is told to whom, and that a mail
   stands in RT exactly once, whatever happens between us and RT. Names of cases may be given as arguments."""
import sys
import unittest

from replies.answers import Answers  # noqa: F401
from replies.case import forget_lab
from replies.doubt import Doubt  # noqa: F401
from replies.forms import Forms  # noqa: F401
from replies.refusals import Refusals  # noqa: F401
from replies.silence import Silence  # noqa: F401

if __name__ == "__main__":
    try:
        unittest.main(argv=sys.argv, verbosity=2)
    finally:
        forget_lab()
