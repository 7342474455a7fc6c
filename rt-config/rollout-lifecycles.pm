# SPDX-License-Identifier: Apache-2.0
# The two lifecycles of a staged rollout. RT reads this file from its RT_SiteConfig.d and merges it
# with the lifecycles that it has; RT must be restarted when the file is new.
Set(
    %Lifecycles,

    # A release on its way from the provider to production.
    'sw-rel' => {
        initial  => ['Unverified'],
        active   => [ 'InVerification', 'StageRollOut' ],
        inactive => [ 'Production', 'Rejected', 'deleted' ],
        defaults => { on_create => 'Unverified' },

        # StageRollOut -> InVerification is a step back; the way forward again revives the same rollout.
        transitions => {
            ''               => ['Unverified'],
            'Unverified'     => [ 'InVerification', 'Rejected', 'deleted' ],
            'InVerification' => [ 'StageRollOut', 'Unverified', 'Rejected', 'deleted' ],
            'StageRollOut'   => [ 'Production', 'InVerification', 'Rejected', 'deleted' ],
            'Production'     => ['StageRollOut'],
            'Rejected'       => [ 'Unverified', 'InVerification', 'deleted' ],
            'deleted'        => ['Unverified'],
        },
        rights  => { '* -> deleted' => 'DeleteTicket', '* -> *' => 'ModifyTicket' },
        actions => [
            'Unverified -> InVerification'   => { label => 'Start verification', update => 'Comment' },
            'InVerification -> StageRollOut' => { label => 'Start staged rollout', update => 'Comment' },
            'StageRollOut -> InVerification' => { label => 'Back to verification', update => 'Comment' },
            'StageRollOut -> Production'     => { label => 'To production', update => 'Comment' },
            '* -> Rejected'                  => { label => 'Reject', update => 'Comment' },
        ],
    },

    # One staged rollout: new until teams are chosen, open until the outcome.
    'staged-rollout' => {
        initial  => ['new'],
        active   => [ 'open', 'stalled' ],
        inactive => [ 'resolved', 'rejected', 'deleted' ],
        defaults => {
            on_create                           => 'new',
            approved                            => 'open',
            denied                              => 'rejected',
            reminder_on_open                    => 'open',
            reminder_on_resolve                 => 'resolved',
        },
        transitions => {
            ''       => ['new'],
            new      => [ 'open', 'stalled', 'resolved', 'rejected', 'deleted' ],
            open     => [ 'new', 'stalled', 'resolved', 'rejected', 'deleted' ],
            stalled  => [ 'open', 'new', 'resolved', 'rejected', 'deleted' ],
            resolved => [ 'open', 'new', 'stalled', 'rejected', 'deleted' ],
            rejected => [ 'open', 'new', 'stalled', 'resolved', 'deleted' ],
            deleted  => [ 'open', 'new', 'stalled', 'resolved', 'rejected' ],
        },
        rights  => { '* -> deleted' => 'DeleteTicket', '* -> *' => 'ModifyTicket' },
        actions => [
            'new -> open'     => { label => 'Open' },
            'open -> stalled' => { label => 'Stall', update => 'Comment' },
            'open -> resolved' => { label => 'Resolve', update => 'Comment' },
            'resolved -> open' => { label => 'Reopen', update => 'Comment' },
            '* -> rejected'    => { label => 'Reject', update => 'Comment' },
        ],
    },
);

1;
