# SPDX-License-Identifier: Apache-2.0
# What RT has to hold for staged rollouts, as data: groups, queues, the bridge's user, custom fields,
# rights, watchers, scrips. `apply` brings it about. README.md gives the reason for each right.
use strict;
use warnings;

my @see  = qw(SeeQueue ShowTicket);
my @work = qw(ShowTicketComments ReplyToTicket CommentOnTicket ModifyTicket);
my @own  = qw(ShowOutgoingEmail OwnTicket TakeTicket StealTicket Watch WatchAsAdminCc);
my @both = ( 'sw-rel', 'staged-rollout' );

my $bridge   = { user  => 'rollout-bridge' };
my $managers = { group => 'staged-rollout' };
my $owners   = { group => 'sw-rel-sr' };
my $teams    = { role  => 'AdminCc' };    # of the tickets that they are asked on
my @readers  = ( $managers, $owners, $teams );

# A field of the release, written by people and copied to the child by the bridge.
sub release_field {
    my ( $name, %more ) = @_;
    return {
        name    => $name,
        type    => 'FreeformSingle',
        queues  => \@both,
        writers => [ $bridge, $managers, $owners ],
        readers => \@readers,
        %more,
    };
}

# A field that the bridge alone writes.
sub record_field {
    my ( $name, $type, %more ) = @_;
    return {
        name    => $name,
        type    => $type,
        queues  => ['staged-rollout'],
        writers => [$bridge],
        readers => \@readers,
        %more,
    };
}

return {
    groups => [
        { name => 'staged-rollout', description => 'Staged rollout managers' },
        { name => 'sw-rel-sr',      description => 'Owners of releases in staged rollout' },
    ],
    queues => [
        {
            name        => 'sw-rel',
            lifecycle   => 'sw-rel',
            description => 'Software releases',
            statuses    => [qw(Unverified InVerification StageRollOut Production Rejected)],
        },
        {
            name        => 'staged-rollout',
            lifecycle   => 'staged-rollout',
            description => 'Staged rollouts',
            statuses    => [qw(new open resolved)],
            admin_cc    => [$managers],
        },
    ],
    user => { name => 'rollout-bridge', real_name => 'Staged rollout bridge' },

    fields => [
        release_field( 'Release Notes', link => 1 ),
        release_field( 'Issues Fixed',  link => 1 ),
        release_field( 'Documentation', link => 1 ),
        release_field('Software Stack'),
        release_field('Component'),
        release_field('Version'),
        release_field('OS'),
        release_field('Arch'),
        release_field('Document ID'),
        {
            name    => 'EA Teams',
            type    => 'SelectMultiple',
            queues  => ['staged-rollout'],
            writers => [$managers],
            readers => \@readers,
            roster  => 1,
        },
        record_field( 'EA Accepted',    'FreeformMultiple' ),
        record_field( 'EA Rejected',    'FreeformMultiple' ),
        record_field( 'Reports',        'FreeformMultiple' ),
        record_field( 'Rollout Status', 'TextSingle' ),

        # The bridge's memory, and nobody's reading: it sees all fields of its queues.
        record_field( 'Rollout Journal', 'TextSingle', readers => [] ),
        record_field( 'Rollout Key',    'FreeformSingle', unique => 1 ),
        {
            name    => 'Outcome',
            type    => 'SelectSingle',
            queues  => ['staged-rollout'],
            writers => [$managers],
            readers => \@readers,
            values  => [qw(ACCEPT REJECT)],
        },
        {
            name    => 'Exposure Until',
            type    => 'DateSingle',
            queues  => ['staged-rollout'],
            writers => [ $bridge, $managers ],
            readers => \@readers,
        },
        {
            name    => 'RepoAction',
            type    => 'FreeformSingle',
            queues  => ['sw-rel'],
            writers => [ $bridge, $owners ],
            readers => \@readers,
        },
        {
            name    => 'RepoStatus',
            type    => 'FreeformSingle',
            queues  => ['sw-rel'],
            writers => [$owners],
            readers => \@readers,
        },
        record_field( 'Rollout Outcome', 'FreeformSingle', queues => ['sw-rel'] ),
    ],

    rights => [
        { to => $bridge, on => undef,            rights => ['SeeGroup'] },
        { to => $bridge, on => 'staged-rollout', rights => [ @see, qw(SeeCustomField ShowTicketComments CreateTicket ModifyTicket) ] },
        { to => $bridge, on => 'sw-rel',         rights => [ @see, qw(SeeCustomField ShowTicketComments ModifyTicket ReassignTicket) ] },

        { to => $managers, on => 'staged-rollout', rights => [ @see, @work, @own, 'CreateTicket' ] },
        { to => $managers, on => 'sw-rel',         rights => [ @see, qw(ShowTicketComments ReplyToTicket CommentOnTicket) ] },
        { to => $owners,   on => 'sw-rel',         rights => [ @see, @work, @own, 'CreateTicket' ] },
        { to => $owners,   on => 'staged-rollout', rights => [@see] },

        { to => $teams, on => 'staged-rollout', rights => [qw(ShowTicket ReplyToTicket)] },

        { to => { everyone => 1 }, on => 'staged-rollout', rights => [qw(CreateTicket ReplyToTicket)] },
        { to => { everyone => 1 }, on => 'sw-rel',         rights => ['ReplyToTicket'] },
    ],

    scrips => [
        {
            description => 'Rollout: comments are mailed to those who may read them',
            queues      => ['staged-rollout'],
            condition   => 'On Comment',
            stage       => 'TransactionCreate',
            prepare     => 'scrips/comments_by_right.pl',

            # It works by what it prepares, so it stands before the stock scrips, which start at 0.
            sort_order => -1,
        },
        {
            description => 'Rollout: the bridge is told of news',
            queues      => \@both,
            condition   => 'On Transaction',
            stage       => 'TransactionBatch',    # after the database's commit
            commit      => 'scrips/nudge.pl',
        },
    ],
};
