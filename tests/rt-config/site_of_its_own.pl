# SPDX-License-Identifier: Apache-2.0
# initialdata of an RT that lived before us: nothing of this may change when rt-config is applied.
our @Groups = ( { Name => 'operators', Description => 'The site' } );
our @Users  = ( { Name => 'olga', EmailAddress => 'olga@site.example.test', Password => 'olga-pass', Privileged => 1 } );
our @Queues = ( { Name => 'helpdesk', Description => 'Of the site' } );
our @CustomFields = (
    { Name => 'Room', Type => 'SelectSingle', LookupType => 'RT::Queue-RT::Ticket', ApplyTo => ['helpdesk'],
        Values => [ { Name => 'A1', SortOrder => 1 }, { Name => 'B2', SortOrder => 2 } ] },
    # the name of one of ours, on a queue of theirs
    { Name => 'Version', Type => 'SelectMultiple', LookupType => 'RT::Queue-RT::Ticket', ApplyTo => ['helpdesk'] },
);
our @ACL = (
    { GroupDomain => 'UserDefined', GroupId => 'operators', Queue => 'helpdesk', Right => 'ModifyTicket' },
    { GroupDomain => 'UserDefined', GroupId => 'operators', Right => 'ModifyCustomField' },
    { GroupDomain => 'SystemInternal', GroupType => 'Everyone', Queue => 'helpdesk', Right => 'CreateTicket' },
);
our @Scrips = ( { Description => 'The scrip of the site', ScripCondition => 'On Create', ScripAction => 'User Defined',
        CustomPrepareCode => '1;', CustomCommitCode => '1;', Template => 'Blank' } );
1;
