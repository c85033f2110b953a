"""The workers of ``./run`` load no shell for people who type: it takes memory in each."""

import subprocess
import sys

ASK = """
import coproduce.light_celery
import celery.bin.celery, sys
print("prompt_toolkit" in sys.modules, "worker" in celery.bin.celery.celery.commands)
"""


def test_the_command_of_workers_has_no_shell_and_all_that_a_worker_needs():
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "False True"
