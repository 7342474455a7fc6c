# SPDX-License-Identifier: Apache-2.0
# Rights, one row of RT's access list each. Adds what is missing and takes nothing away.
package Rollout::Rights;
use strict;
use warnings;

use Rollout::Fields;
use Rollout::Places;

sub spoken {
    my ($to) = @_;
    return "user $to->{user}"   if $to->{user};
    return "group $to->{group}" if $to->{group};
    return "role $to->{role}"   if $to->{role};
    return 'everyone';
}

# The principal that is meant, undef when it is not there (which was complained of before).
sub principal {
    my ( $to, $queue ) = @_;
    my $who =
        $to->{user}  ? Rollout::Places::user( $to->{user} )
      : $to->{group} ? Rollout::Places::group( $to->{group} )
      : $to->{role}  ? $queue->RoleGroup( $to->{role} )
      :                everyone();
    die "RT has no " . spoken($to) . "\n" unless $who->id or $to->{user} or $to->{group};
    return $who->id ? $who->PrincipalObj : undef;
}

sub everyone {
    my $group = RT::Group->new( RT->SystemUser );
    $group->LoadSystemInternalGroup('Everyone');
    return $group;
}

sub ensure_rights {
    my ( $ledger, $want ) = @_;
    my $queue = defined $want->{on} ? Rollout::Places::queue( $want->{on} ) : undef;
    return if $queue and not $queue->id;
    my $principal = principal( $want->{to}, $queue ) or return;
    my $where = $queue ? "queue $want->{on}" : 'everything';
    my $whom  = spoken( $want->{to} );
    grant( $ledger, $principal, $queue // RT->System, $_, "right $_ on $where for $whom" )
      for @{ $want->{rights} };
    return;
}

# The writers of a field are given the right on that field alone, never on a queue.
sub ensure_writers {
    my ( $ledger, $want ) = @_;
    my $field = Rollout::Fields::field( $want->{name}, @{ $want->{queues} } ) or return;
    for my $to ( @{ $want->{writers} } ) {
        my $principal = principal($to) or next;
        grant( $ledger, $principal, $field, 'ModifyCustomField',
            "right ModifyCustomField on custom field $want->{name} for " . spoken($to) );
    }
    return;
}

sub grant {
    my ( $ledger, $principal, $object, $right, $what ) = @_;
    my $row = RT::ACE->new( RT->SystemUser );
    $row->LoadByValues(
        PrincipalId   => $principal->id,
        PrincipalType => $principal->_GetPrincipalTypeForACL,
        RightName     => $right,
        Object        => $object
    );
    return $ledger->found($what) if $row->id;
    $ledger->must( "to grant $what", $principal->GrantRight( Right => $right, Object => $object ) );
    return $ledger->created($what);
}

# Rights of the site's own that let others than the bridge write what it alone should write.
sub remark_on_wide_rights {
    my ( $ledger, @queue_names ) = @_;
    for my $object ( RT->System, grep { $_->id } map { Rollout::Places::queue($_) } @queue_names ) {
        my $rows = RT::ACL->new( RT->SystemUser );
        $rows->LimitToObject($object);
        $rows->Limit( FIELD => 'RightName', VALUE => 'ModifyCustomField' );
        while ( my $row = $rows->Next ) {
            my $where = $object->isa('RT::Queue') ? 'queue ' . $object->Name : 'every queue';
            my $whom  = $row->PrincipalObj->Object;
            $ledger->remark( 'ModifyCustomField on '
                  . $where
                  . ' is granted to '
                  . $whom->Label
                  . ', who can therefore write what the bridge alone should write:'
                  . ' revoke it and grant the fields one by one' );
        }
    }
    return;
}

1;
