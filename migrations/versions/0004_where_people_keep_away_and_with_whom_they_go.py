"""Where people keep away, with whom they go, and to whom places belong."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner', sa.String(length=100), nullable=True))
    for column in ('new', 'not_alone'):
        with op.batch_alter_table('person', schema=None) as batch_op:
            batch_op.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table('person', schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.create_table(
        'recusal',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('place_id', sa.Integer(), nullable=True),
        sa.Column('owner', sa.String(length=100), nullable=True),
        sa.Column('reason', sa.String(length=200), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('town_id', sa.Integer(), nullable=False),
        sa.CheckConstraint('(place_id IS NULL) <> (owner IS NULL)', name=op.f('ck_recusal_place_or_owner')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recusal_person_id')),
        sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_recusal_place_id')),
        sa.ForeignKeyConstraint(['town_id'], ['town.id'], name=op.f('fk_recusal_town_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recusal')),
        sa.UniqueConstraint('person_id', 'owner', name=op.f('uq_recusal_person_id_owner')),
        sa.UniqueConstraint('person_id', 'place_id', name=op.f('uq_recusal_person_id_place_id')),
    )
    with op.batch_alter_table('recusal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recusal_town_id'), ['town_id'], unique=False)
    op.create_table(
        'couple',
        sa.Column('one_id', sa.Integer(), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=False),
        sa.Column('company', sa.String(length=30), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('town_id', sa.Integer(), nullable=False),
        sa.CheckConstraint('one_id < other_id', name=op.f('ck_couple_ordered')),
        sa.ForeignKeyConstraint(['one_id'], ['person.id'], name=op.f('fk_couple_one_id')),
        sa.ForeignKeyConstraint(['other_id'], ['person.id'], name=op.f('fk_couple_other_id')),
        sa.ForeignKeyConstraint(['town_id'], ['town.id'], name=op.f('fk_couple_town_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_couple')),
        sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_couple_one_id_other_id')),
    )
    with op.batch_alter_table('couple', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_couple_other_id'), ['other_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_couple_town_id'), ['town_id'], unique=False)


def downgrade() -> None:
    op.drop_table('couple')
    op.drop_table('recusal')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('not_alone')
        batch_op.drop_column('new')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_column('owner')
