"""Which earlier version a roster restores."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.add_column(sa.Column('restores_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_roster_restores_id'), 'roster', ['restores_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_roster_restores_id'), type_='foreignkey')
        batch_op.drop_column('restores_id')
