"""Close the loop: composing, previewing and sending an update, and the public page."""
