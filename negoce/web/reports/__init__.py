"""Reports: ready-made ones, own ones, kept, downloaded, received by e-mail."""
