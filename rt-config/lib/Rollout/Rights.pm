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
      : $to->{role}  ? ( $queue // RT->System )->RoleGroup( $to->{role} )
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

# Who writes a field, and who reads it, has the right on that field alone, never on a queue. The bridge
# reads all of them, and sees by this right of what kind they are (`rollout-bridge doctor`).
sub ensure_users_of_field {
    my ( $ledger, $want, $bridge ) = @_;
    my $field = Rollout::Fields::field( $want->{name}, @{ $want->{queues} } ) or return;
    my @readers = ( { user => $bridge->{name} }, @{ $want->{readers} } );
    for my $pair ( [ ModifyCustomField => $want->{writers} ], [ SeeCustomField => \@readers ] ) {
        my ( $right, $who ) = @$pair;
        for my $to (@$who) {
            my $principal = principal($to) or next;
            grant( $ledger, $principal, $field, $right,
                "right $right on custom field $want->{name} for " . spoken($to) );
        }
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

# Rights of the site's own that let others than the bridge write what it alone should write; and those,
# also of an earlier rt-config, that put what it alone should read on everybody's page.
sub remark_on_wide_rights {
    my ( $ledger, $wanted ) = @_;
    remark_on_wide(
        $ledger, 'ModifyCustomField', '',
        'who can therefore write what the bridge alone should write: revoke it and grant the fields one by one',
        map { $_->{name} } @{ $wanted->{queues} }
    );
    for my $field ( grep { !@{ $_->{readers} } } @{ $wanted->{fields} } ) {
        remark_on_wide(
            $ledger, 'SeeCustomField', $wanted->{user}{name},
            "who therefore has the bridge's $field->{name} on each page: revoke it; the others are granted one by one",
            @{ $field->{queues} }
        );
    }
    return;
}

sub remark_on_wide {
    my ( $ledger, $right, $except, $words, @queue_names ) = @_;
    for my $object ( RT->System, grep { $_->id } map { Rollout::Places::queue($_) } @queue_names ) {
        my $rows = RT::ACL->new( RT->SystemUser );
        $rows->LimitToObject($object);
        $rows->Limit( FIELD => 'RightName', VALUE => $right );
        while ( my $row = $rows->Next ) {
            my $where = $object->isa('RT::Queue') ? 'queue ' . $object->Name : 'every queue';
            my $whom  = label( $row->PrincipalObj->Object );
            $ledger->remark("$right on $where is granted to $whom, $words") unless $whom eq $except;
        }
    }
    return;
}

# QUIRK: the right of a user is that of a group of his own, which RT calls UserEquiv.
sub label {
    my ($group) = @_;
    return $group->Domain eq 'ACLEquivalence' ? $group->InstanceObj->Name : $group->Label;
}

1;
