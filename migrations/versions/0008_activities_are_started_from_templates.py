"""Activities are started from templates that a town saves."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'saved_template',
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('start_minute', sa.Integer(), nullable=False),
        sa.Column('end_minute', sa.Integer(), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('town_id', sa.Integer(), nullable=False),
        sa.CheckConstraint('end_minute > start_minute', name=op.f('ck_saved_template_in_order')),
        sa.ForeignKeyConstraint(['town_id'], ['town.id'], name=op.f('fk_saved_template_town_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_template')),
        sa.UniqueConstraint('town_id', 'name', name=op.f('uq_saved_template_town_id_name')),
    )
    with op.batch_alter_table('saved_template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_template_town_id'), ['town_id'], unique=False)


def downgrade() -> None:
    op.drop_table('saved_template')
