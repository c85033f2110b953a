"""
The ``celery`` command without what it loads for people who type at it.

Among its commands is one that opens a shell (``celery amqp``), and what that needs takes up to 16 MB in each worker,
though nobody types there. ``python -m coproduce.light_celery`` is the same command without that shell.
"""

import sys
from types import ModuleType

shell = ModuleType("click_repl")
shell.register_repl = lambda _group: None  # type: ignore[attr-defined]
sys.modules["click_repl"] = shell

if __name__ == "__main__":
    from celery.__main__ import main

    main()
