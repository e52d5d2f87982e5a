"""What is proven of a roster, tier by tier."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tiers', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.alter_column('tiers', existing_type=sa.JSON(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_column('tiers')
