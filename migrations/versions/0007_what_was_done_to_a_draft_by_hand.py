"""What was done to a draft by hand, to be undone and done again."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'draft_edit',
        sa.Column('roster_id', sa.Integer(), nullable=False),
        sa.Column('actor', sa.String(length=60), nullable=False),
        sa.Column('steps', sa.JSON(), nullable=False),
        sa.Column('undone', sa.Boolean(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('town_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['roster_id'], ['roster.id'], name=op.f('fk_draft_edit_roster_id')),
        sa.ForeignKeyConstraint(['town_id'], ['town.id'], name=op.f('fk_draft_edit_town_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_edit')),
    )
    with op.batch_alter_table('draft_edit', schema=None) as batch_op:
        batch_op.create_index('ix_draft_edit_stack', ['roster_id', 'actor'], unique=False)
        batch_op.create_index(batch_op.f('ix_draft_edit_town_id'), ['town_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('draft_edit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_edit_town_id'))
        batch_op.drop_index('ix_draft_edit_stack')
    op.drop_table('draft_edit')
