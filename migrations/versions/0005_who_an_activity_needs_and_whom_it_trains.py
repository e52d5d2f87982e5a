"""Quotas, organisations and company of activities and series; roles that train."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

COLUMNS = (
    ('organisations', sa.Integer(), '0'),
    ('never_alone', sa.Boolean(), sa.false()),
    ('quotas', sa.JSON(), '[]'),
)


def add(table: str, name: str, kind: sa.types.TypeEngine, default: object) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)


def upgrade() -> None:
    for table in ('activity', 'series'):
        for name, kind, default in COLUMNS:
            add(table, name, kind, default)
    for table in ('role', 'series_role'):
        add(table, 'trains', sa.Boolean(), sa.false())


def downgrade() -> None:
    for table in ('role', 'series_role'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('trains')
    for table in ('activity', 'series'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _, _ in COLUMNS:
                batch_op.drop_column(name)
