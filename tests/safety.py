"""A project that says whom to ring, and who outside it is told."""

from projects.models import Project


def give_safety_contact(project: Project, **more: str) -> Project:
    """Let a project say whom to ring, and who outside it is told."""
    said = {
        "ring_now": "999, if somebody may get hurt\nThe night desk: 01632 960 999",
        "safety_name": "Ruth Adeyemi",
        "safety_phone": "01632 960 555",
        "safety_email": "ruth@outside.example",
        **more,
    }
    for name, words in said.items():
        setattr(project, name, words)
    project.save(update_fields=list(said))
    return project
