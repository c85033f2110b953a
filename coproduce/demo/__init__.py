"""The demo: believable projects, made through the services, so that every page has something true to show."""
