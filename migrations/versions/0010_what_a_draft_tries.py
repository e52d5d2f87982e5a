"""What a draft tries: a policy, people or demand other than they are."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.add_column(sa.Column('what_if', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_column('what_if')
