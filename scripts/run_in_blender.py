# SPDX-License-Identifier: GPL-3.0-or-later
"""Run pytest inside a Blender program, against LL3M as its installed and enabled extension.

    blender -b --python-exit-code 9 --python scripts/run_in_blender.py -- tests/blender -q

``LL3M_TEST_SITE`` names a folder with pytest for this Blender's Python. In the tests, ``ll3m``
is the extension's own package. ``scripts/real_blender.py`` prepares all this and calls it.
The exit code is pytest's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent


def main() -> int:
    """Run pytest with the arguments after ``--``."""
    # Behind everything else: nothing that Blender or the extension brings may be replaced.
    sys.path += [os.environ["LL3M_TEST_SITE"], str(SCRIPTS)]
    # Blender's own modules are not under our rules; warnings count once the tests start.
    sys.dont_write_bytecode = True
    import _bootstrap

    _bootstrap.prepare(extension=True)
    import ll3m

    if not ll3m.__name__.startswith("bl_ext."):
        sys.exit(f"LL3M is not enabled as an extension here; found {ll3m.__file__}")
    import pytest

    arguments = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    root = SCRIPTS.parent
    os.chdir(root)
    return int(pytest.main(["--rootdir", str(root), "-p", "no:cacheprovider", *arguments]))


if __name__ == "__main__":
    sys.exit(main())
