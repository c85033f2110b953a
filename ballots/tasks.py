"""What workers do for ballots: clean the disk after those that were opened."""

from celery import shared_task

from ballots import cleaning


@shared_task
def clean_up() -> None:
    """Destroy the keys of ballots that were opened, and clean the disk; what is left is for the next tick."""
    cleaning.clean_up()


@shared_task
def let_go_of_orphans() -> None:
    """Let go of seals that nothing holds any more."""
    from ballots import orphans

    orphans.let_go_of_orphans()
