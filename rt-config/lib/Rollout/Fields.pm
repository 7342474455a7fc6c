# SPDX-License-Identifier: Apache-2.0
# Custom fields of tickets. RT lets many fields bear one name: ours is the one that our queues have.
package Rollout::Fields;
use strict;
use warnings;

use Rollout::Places;

my $lookup = 'RT::Queue-RT::Ticket';

# The field `name` on any of `queues` (or on all queues), undef when there is none.
sub field {
    my ( $name, @queues ) = @_;
    my ($here) = sort_out( $name, @queues );
    return $here->[0];
}

# Three lists: fields of this name on our queues or global, on nothing, on others' queues only.
sub sort_out {
    my ( $name, @queues ) = @_;
    my %ours = map { $_ => 1 } 0, grep { defined } map { Rollout::Places::queue($_)->id } @queues;
    my ( @here, @nowhere, @elsewhere );
    my $all = RT::CustomFields->new( RT->SystemUser );
    $all->FindAllRows;    # disabled ones too
    $all->Limit( FIELD => 'Name',       VALUE => $name, CASESENSITIVE => 0 );
    $all->Limit( FIELD => 'LookupType', VALUE => $lookup );
    $all->OrderBy( FIELD => 'id', ORDER => 'ASC' );
    while ( my $field = $all->Next ) {
        my @on = places($field);
        push @{ !@on ? \@nowhere : ( grep { $ours{$_} } @on ) ? \@here : \@elsewhere }, $field;
    }
    return ( \@here, \@nowhere, \@elsewhere );
}

# Ids of the queues that have the field; 0 stands for all.
sub places {
    my ($field) = @_;
    my $rows = RT::ObjectCustomFields->new( RT->SystemUser );
    $rows->LimitToCustomField( $field->id );
    return map { $_->ObjectId } @{ $rows->ItemsArrayRef };
}

sub ensure_field {
    my ( $ledger, $want ) = @_;
    my $what = "custom field $want->{name}";
    my ( $here, $nowhere, $elsewhere ) = sort_out( $want->{name}, @{ $want->{queues} } );
    return $ledger->contradiction(
        "$what is there more than once on @{$want->{queues}}: ids " . join( ', ', map { $_->id } @$here ),
        'take all but one off the queue, or rename them' )
      if @$here > 1;
    my $field = $here->[0] // $nowhere->[0];
    if ($field) {
        my $fault = misfit( $field, $want );
        return $ledger->contradiction( "$what (id @{[$field->id]}) $fault",
            "rename that field in RT (Admin > Custom Fields), then apply again" )
          if $fault;
        $ledger->found($what);
    }
    else {
        $ledger->remark("a $what of other queues (id @{[$_->id]}) is left alone") for @$elsewhere;
        $field = create( $ledger, $want );
        $ledger->created("$what ($want->{type})");
    }
    ensure_places( $ledger, $field, $want );
    ensure_values( $ledger, $field, @{ $want->{values} // [] } );
    return;
}

# What makes `field` unfit for `want`; undef when it fits.
sub misfit {
    my ( $field, $want ) = @_;
    my $type = $field->Type . ( $field->MaxValues == 1 ? 'Single' : 'Multiple' );
    return 'is disabled in RT' if $field->Disabled;
    return "has the type $type, not $want->{type}" if $type ne $want->{type};
    return 'takes its values from a class of its own' if ( $field->ValuesClass // 'RT::CustomFieldValues' ) ne 'RT::CustomFieldValues';
    return 'does not have unique values' if $want->{unique} and not $field->UniqueValues;
    return;
}

sub create {
    my ( $ledger, $want ) = @_;
    my $field = RT::CustomField->new( RT->SystemUser );
    $ledger->must(
        "to create custom field $want->{name}",
        $field->Create(
            Name         => $want->{name},
            Type         => $want->{type},
            LookupType   => $lookup,
            UniqueValues => $want->{unique} ? 1 : 0,
            ( $want->{link} ? ( LinkValueTo => '__CustomField__' ) : () ),
        )
    );
    return $field;
}

sub ensure_places {
    my ( $ledger, $field, $want ) = @_;
    my %on = map { $_ => 1 } places($field);
    return if $on{0};
    for my $name ( @{ $want->{queues} } ) {
        my $queue = Rollout::Places::queue($name);
        next if not $queue->id or $on{ $queue->id };
        my $what = "custom field $want->{name} on queue $name";
        $ledger->must( "to put $what", $field->AddToObject($queue) );
        $ledger->created($what);
    }
    return;
}

# Adds what is missing; RT compares select values without case, and so does this.
sub ensure_values {
    my ( $ledger, $field, @names ) = @_;
    my ( %there, $last );
    my $values = $field->Values;
    while ( my $value = $values->Next ) {
        $there{ lc $value->Name } = $value->Name;
        $last = $value->SortOrder if not defined $last or $value->SortOrder > $last;
    }
    for my $name (@names) {
        my $what = "value $name of custom field " . $field->Name;
        if ( defined( my $spelt = $there{ lc $name } ) ) {
            $ledger->contradiction( "$what is spelt $spelt in RT",
                'spell it alike in RT and in the roster' )
              if $spelt ne $name;
            $ledger->found($what) if $spelt eq $name;
            next;
        }
        $ledger->must( "to add $what", $field->AddValue( Name => $name, SortOrder => ++$last ) );
        $ledger->created($what);
    }
    return;
}

1;
