"""What a batch of contacts is about to write, and how it is written: persons, their posts, their images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from negoce.companies.actions.bulk_rows import insert_objects, update_rows
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact, Post
from negoce.companies.rules.imports.outcome import merge_changes
from negoce.kit.public_id import new_public_ids

CONTACT_FIELDS = (
    "civility",
    "first_name",
    "last_name",
    "email",
    "phone",
    "mobile",
    "fax",
    "linkedin",
    "note",
    "name_key",
)
POST_FIELDS = ("function", "department")


@dataclass
class ContactWork:
    """What a batch is about to write."""

    created: list[tuple[Contact, Post]] = field(default_factory=list)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    post_changes: dict[int, dict[str, object]] = field(default_factory=dict)
    before: dict[int, dict[str, object]] = field(default_factory=dict)
    after: dict[int, dict[str, object]] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    # Posts of persons not written yet, by the identity of their contact; `created` keeps both alive.
    new_posts: dict[int, Post] = field(default_factory=dict)

    def post_of(self, contact: Contact) -> Post | None:
        """The post held today, be it of a person whom a row before this one brought in."""
        if contact.pk is not None:
            return contact.current_post
        return self.new_posts[id(contact)]


def create_contact(
    batch: ImportBatch,
    work: ContactWork,
    company: Company,
    values: Mapping[str, object],
    post_values: Mapping[str, object],
) -> Contact:
    """Get a new person and their post ready; `write_work` writes them."""
    contact = Contact(company_id=company.pk, owner_id=batch.run.owner_id, import_key=batch.key_of(values))
    for name in CONTACT_FIELDS:
        setattr(contact, name, values.get(name, ""))
    contact.information_source = batch.run.file.name[:200]
    post = Post(company_id=company.pk, **{name: post_values.get(name, "") for name in POST_FIELDS})
    work.created.append((contact, post))
    work.new_posts[id(contact)] = post
    return contact


def complete_contact(
    batch: ImportBatch,
    work: ContactWork,
    contact: Contact,
    values: Mapping[str, object],
    post_values: Mapping[str, object],
) -> bool:
    """Get what a row changes of a known contact ready; tells whether it changes anything."""
    stored = {name: getattr(contact, name) for name in CONTACT_FIELDS}
    changes = dict(merge_changes(stored, values, batch.mode))
    if "last_name" not in changes and "first_name" not in changes:
        changes.pop("name_key", None)
    post = work.post_of(contact)
    post_changes: Mapping[str, object] = {}
    post_stored: dict[str, object] = {}
    if post is not None:
        post_stored = {name: getattr(post, name) for name in POST_FIELDS}
        post_changes = merge_changes(post_stored, post_values, batch.mode)
        for name, value in post_changes.items():
            setattr(post, name, value)
    for name, value in changes.items():
        setattr(contact, name, value)
    if contact.pk is None:
        return bool(changes or post_changes)
    if changes or post_changes:
        before = work.before.setdefault(contact.pk, {})
        for name in changes:
            before.setdefault(name, stored[name])
        for name in post_changes:
            before.setdefault(name, post_stored[name])
        work.after.setdefault(contact.pk, {}).update({**changes, **post_changes})
        work.changes.setdefault(contact.pk, {}).update(changes)
        work.contacts[contact.pk] = contact
    if post_changes and post is not None:
        work.before[contact.pk]["post"] = post.pk
        work.post_changes.setdefault(post.pk, {}).update(post_changes)
    return bool(changes or post_changes)


def write_work(batch: ImportBatch, work: ContactWork) -> None:
    """Write what is ready, in the caller's transaction."""
    contacts, posts = [pair[0] for pair in work.created], [pair[1] for pair in work.created]
    ids = new_public_ids(2 * len(contacts))
    for contact in contacts:
        contact.public_id, contact.created_at, contact.updated_at = next(ids), batch.moment, batch.moment
    insert_objects(contacts)
    for contact, post in work.created:
        post.public_id, post.contact_id = next(ids), contact.pk
        batch.remember("contact", contact.pk, None, batch.moment)
    insert_objects(posts)
    update_rows(Contact, [(contact.pk, {"current_post_id": post.pk}) for contact, post in work.created])
    for changes in work.changes.values():
        changes["updated_at"] = batch.moment
    update_rows(Contact, list(work.changes.items()))
    update_rows(Post, list(work.post_changes.items()))
    touched = {contact.pk for contact in contacts} | {*work.changes}
    if touched:
        index_records("contact", sorted(touched))
