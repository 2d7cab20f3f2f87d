"""Messages on the screens of the program: written, followed, sent again; their templates; the demo's mailbox."""
