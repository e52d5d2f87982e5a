"""Keeping all that is published is asked of a run, not of a roster."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_column('keep_published')


def downgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.add_column(sa.Column('keep_published', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.alter_column('keep_published', existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
