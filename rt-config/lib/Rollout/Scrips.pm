# SPDX-License-Identifier: Apache-2.0
# Scrips with code from files, each on one or more queues. Known by description on any of these queues.
package Rollout::Scrips;
use strict;
use warnings;

use Rollout::Places;

sub ensure_scrip {
    my ( $ledger, $want, $base ) = @_;
    my @queues = map { Rollout::Places::queue($_) } @{ $want->{queues} };
    return if grep { !$_->id } @queues;
    my $what  = "scrip '$want->{description}'";
    my %files = ( CustomPrepareCode => $want->{prepare}, CustomCommitCode => $want->{commit} );
    my %code  = map { $_ => defined $files{$_} ? code("$base/$files{$_}") : '1;' } keys %files;
    my ( $scrip, @more ) = scrips( $want->{description}, @queues );
    return $ledger->contradiction( "$what is there more than once", 'delete all but one in RT' ) if @more;
    return if $scrip and !agrees( $ledger, $scrip, $want, \%files, \%code, $what );
    $scrip ||= create( $ledger, $want, \%code, shift @queues, $what );
    ensure_place( $ledger, $scrip, $want, $_, $what ) for @queues;
    return;
}

sub create {
    my ( $ledger, $want, $code, $queue, $what ) = @_;
    my $scrip = RT::Scrip->new( RT->SystemUser );
    $ledger->must(
        "to create $what",
        $scrip->Create(
            %$code,
            Description     => $want->{description},
            Queue           => $queue->id,
            Stage           => $want->{stage},
            ScripCondition  => $want->{condition},
            ScripAction     => 'User Defined',
            Template        => 'Blank',
            ObjectSortOrder => $want->{sort_order},
        )
    );
    $ledger->created( "$what on queue " . $queue->Name );
    return $scrip;
}

sub agrees {
    my ( $ledger, $scrip, $want, $files, $code, $what ) = @_;
    if ( $scrip->Disabled ) {
        $ledger->contradiction( "$what is disabled", 'enable it in RT' );
        return 0;
    }
    for my $part ( sort keys %$code ) {
        next if ( $scrip->_Value($part) // '' ) eq $code->{$part};
        $ledger->contradiction(
            "$what has other code than rt-config/" . ( $files->{$part} // "wanted.pl ($part)" ),
            'delete the scrip in RT and apply again, or keep yours under another description'
        );
        return 0;
    }
    return 1 if $scrip->ConditionObj->Name eq $want->{condition};
    $ledger->contradiction( "$what has the condition '@{[$scrip->ConditionObj->Name]}', not '$want->{condition}'",
        'set the condition in RT, or delete the scrip in RT and apply again' );
    return 0;
}

sub ensure_place {
    my ( $ledger, $scrip, $want, $queue, $what ) = @_;
    $what .= ' on queue ' . $queue->Name;
    my $place = $scrip->IsAdded( $queue->id );
    if ( !$place ) {
        my @order = defined $want->{sort_order} ? ( SortOrder => $want->{sort_order} ) : ();
        $ledger->must( "to put $what",
            $scrip->AddToObject( ObjectId => $queue->id, Stage => $want->{stage}, @order ) );
        return $ledger->created($what);
    }
    return $ledger->contradiction( "$what runs in the stage @{[$place->Stage]}, not $want->{stage}",
        "choose the stage $want->{stage} for it in RT" )
      if $place->Stage ne $want->{stage};
    return $ledger->found($what);
}

sub scrips {
    my ( $description, @queues ) = @_;
    my $all = RT::Scrips->new( RT->SystemUser );
    $all->FindAllRows;
    $all->Limit( FIELD => 'Description', VALUE => $description );
    return grep {
        my $scrip = $_;
        grep { $scrip->IsAdded( $_->id ) } @queues
    } @{ $all->ItemsArrayRef };
}

sub code {
    my ($path) = @_;
    open my $in, '<', $path or die "$path: $!\n";
    local $/ = undef;
    return <$in>;
}

1;
