"""What people said of an uploaded file; which import made a change."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('mends', 'bad'):
        with op.batch_alter_table('upload', schema=None) as batch_op:
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default='{}'))
        with op.batch_alter_table('upload', schema=None) as batch_op:
            batch_op.alter_column(name, existing_type=sa.JSON(), existing_nullable=False, server_default=None)
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('upload_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_audit_upload_id'), 'upload', ['upload_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_audit_upload_id'), ['upload_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_upload_id'))
        batch_op.drop_constraint(batch_op.f('fk_audit_upload_id'), type_='foreignkey')
        batch_op.drop_column('upload_id')
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_column('bad')
        batch_op.drop_column('mends')
